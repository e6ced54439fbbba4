import type { SourceInput } from "./source-spec";

/** A machine that runs the control plane. */
export interface ControlPlaneNodeInput {
  /** The machine's host name: an RFC 1123 label. */
  readonly name: string;
  /** The machine's own address, IPv4, inside one of `nodeRanges`. */
  readonly address: string;
}

/**
 * Kubernetes by kubeadm on your own machines.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export interface DataCenterProfileInput {
  readonly kind: "data-center";

  /** The DNS name by which everybody reaches the API server, on port 6443. It is in the server's certificate. */
  readonly apiServerName: string;

  /** The control-plane machines. Exactly one for now. */
  readonly controlPlaneNodes: readonly ControlPlaneNodeInput[];

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
