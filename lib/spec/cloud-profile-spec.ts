/** A new, isolated VPC for the cluster. */
export interface CloudNetworkInput {
  /** The VPC's range: private, canonical, IPv4, /16 to /19. It is cut into eight equal subnets, one per zone letter. */
  readonly cidr: string;

  /**
   * Two to eight availability zones of the region, by name (`eu-central-1a`). A zone's subnet follows from its
   * letter, so adding or reordering zones moves no subnet.
   */
  readonly zones: readonly string[];
}

/**
 * Amazon EKS in private subnets, without any way in or out of the VPC but its own endpoints.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export interface CloudProfileInput {
  readonly kind: "cloud";
  /** The AWS region: `eu-central-1`. */
  readonly region: string;

  /**
   * The VPC to make. Left out, the construct needs an `ExistingNetwork` instead.
   *
   * @default - no VPC is made
   */
  readonly network?: CloudNetworkInput | undefined;
}
