import type { SourceInput } from "./source-spec";

/** A machine that runs the control plane. */
export interface ControlPlaneNodeInput {
  /** The machine's host name: an RFC 1123 label. */
  readonly name: string;
  /** The machine's own address, IPv4, inside one of `nodeRanges`. */
  readonly address: string;
}

/** A machine that runs workloads and nothing of the control plane. */
export interface WorkerNodeInput {
  /** The machine's host name: an RFC 1123 label. */
  readonly name: string;
  /** The machine's own address, IPv4, inside one of `nodeRanges`. */
  readonly address: string;
}

/**
 * An address that belongs to no machine: keepalived puts it on the control-plane machine whose API server answers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9568
 */
export interface VirtualAddressInput {
  /** IPv4, inside one of `nodeRanges`, in the same network segment as the control-plane machines; no machine's own. */
  readonly address: string;
  /** The network interface that holds the machines' own addresses, such as `eth0`: the same name on each of them. */
  readonly interface: string;
}

/**
 * The network plug-in that connects pods of different machines, for the ports that it needs between them. The plug-in
 * itself is installed by the team.
 */
export type PodNetwork = "none" | "calico-vxlan" | "cilium-vxlan" | "flannel-vxlan" | "flannel-wireguard";

/** A version of TLS that nobody has broken. */
export type TlsVersion = "1.2" | "1.3";

/**
 * Kubernetes by kubeadm on your own machines.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export interface DataCenterProfileInput {
  readonly kind: "data-center";

  /**
   * The DNS name by which everybody reaches the API server, on port 6443. It is in the server's certificate. It leads to the
   * one control-plane machine, or to the virtual address.
   */
  readonly apiServerName: string;

  /**
   * The control-plane machines: one, three or five, for etcd decides by majority.
   *
   * @see https://etcd.io/docs/v3.6/faq/#why-an-odd-number-of-cluster-members
   */
  readonly controlPlaneNodes: readonly ControlPlaneNodeInput[];

  /**
   * The machine that starts the cluster; the others join it. Matters for machines that start for the first time: whoever
   * replaces this machine names another one first, or it would start a second cluster.
   *
   * @default - the one whose name sorts first
   */
  readonly firstControlPlaneNode?: string | undefined;

  /**
   * The address of the API server where several machines run one. Exactly then it must be there.
   *
   * @default - none: with one machine the API server has that machine's address
   */
  readonly virtualAddress?: VirtualAddressInput | undefined;

  /**
   * The machines that run workloads alone.
   *
   * @default - none
   */
  readonly workers?: readonly WorkerNodeInput[] | undefined;

  /**
   * What connects pods of different machines: opens the ports that it needs, between machines of the cluster alone.
   *
   * @default "none"
   * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
   */
  readonly podNetwork?: PodNetwork | undefined;

  /**
   * The oldest TLS that API server, etcd, controller manager, scheduler and kubelets speak. With 1.2 only suites with forward
   * secrecy and authenticated encryption are offered.
   *
   * @default "1.3"
   * @see https://www.rfc-editor.org/rfc/rfc9325
   */
  readonly minimumTlsVersion?: TlsVersion | undefined;

  /** The ranges that hold nodes and nothing else: canonical, private, IPv4. */
  readonly nodeRanges: readonly string[];

  /**
   * The range that pods get their addresses from: canonical, private, IPv4, /8 to /22.
   *
   * @default "10.244.0.0/16"
   */
  readonly podRange?: string | undefined;

  /**
   * The range of Service addresses: canonical, private, IPv4, /12 to /24.
   *
   * @default "10.96.0.0/12"
   */
  readonly serviceRange?: string | undefined;

  /**
   * The ranges from which administrators reach the machines by SSH.
   *
   * @default - nobody
   */
  readonly sshReachableFrom?: readonly SourceInput[] | undefined;
}
