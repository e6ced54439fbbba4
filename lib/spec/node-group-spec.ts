/** The operating systems of managed nodes, each an image of AWS for Amazon EKS. */
export type NodeOs = "bottlerocket" | "al2023";

/**
 * A managed node group: machines of one kind in the private subnets, under an Auto Scaling group that Amazon EKS runs.
 * Their disks are encrypted with a key of the cluster's own, pods cannot reach their credentials, and nobody logs in.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export interface NodeGroupInput {
  /** An RFC 1123 label, once in the cluster. A change makes a new group in place of the old one. */
  readonly name: string;

  /**
   * One to twenty instance types of one processor architecture, `m7g.large`; Amazon EKS takes the first that is there.
   * Types with accelerators need other images and are refused. A change makes a new group in place of the old one, so add
   * a second group first.
   */
  readonly instanceTypes: readonly string[];

  /** The least number of machines, 0 to 450. */
  readonly min: number;
  /** The greatest number of machines, 1 to 450, not below `min`. */
  readonly max: number;

  /**
   * The number of machines after an apply, from `min` to `max`.
   *
   * @default - as many as `min`
   */
  readonly desired?: number | undefined;

  /**
   * The operating system. Bottlerocket has no shell and a read-only root; Amazon Linux 2023 takes every hardened field
   * of the kubelet.
   */
  readonly os: NodeOs;

  /** The size of the disk that holds images and pods, 20 to 16384 GiB. */
  readonly diskGiB: number;
}
