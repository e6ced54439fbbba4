/** The pools of nodes that Amazon EKS brings along for Auto Mode. */
export type AutoModeNodePool = "general-purpose" | "system";

/**
 * Amazon EKS Auto Mode: AWS chooses, starts, patches and replaces the nodes, and runs the network, storage, DNS and load-balancer
 * programs on its own side. Nobody logs in to a node, and its root is read-only; in exchange nobody chooses the kubelet's settings or
 * the key of the disks. An alternative to `nodes`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/automode.html
 */
export interface AutoModeInput {
  /**
   * The pools that may start nodes. `system` takes pods that tolerate `CriticalAddonsOnly` alone; at least one pool, each once.
   *
   * @default - both
   */
  readonly nodePools?: readonly AutoModeNodePool[] | undefined;

  /**
   * Addresses of Services: private, canonical, IPv4, /12 to /24, apart from the VPC's. Amazon EKS answers for names at the tenth of
   * them, which tenants may reach. A change replaces the cluster: write the range that a cluster has before you turn Auto Mode on for it.
   *
   * @default "172.20.0.0/16"
   */
  readonly serviceRange?: string | undefined;
}
