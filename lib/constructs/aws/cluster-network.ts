/**
 * Where a cluster stands: a VPC and its private subnets. {@link PrivateNetwork} makes one, {@link ExistingNetwork}
 * names one that is there.
 */
export interface ClusterNetwork {
  readonly vpcId: string;
  /** The private subnets, in two zones or more. */
  readonly privateSubnetIds: readonly string[];
}
