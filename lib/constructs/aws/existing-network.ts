import { Token } from "cdktf";
import type { ClusterNetwork } from "./cluster-network";
import { InvalidInput } from "../../spec/invalid-input";

/** The ids of a VPC and of its private subnets, literal or tokens (of your own resources, of another stack's state). */
export interface ExistingNetworkIds {
  readonly vpcId: string;
  /** Subnets without a route to the internet, in two zones or more. Their order does not matter. */
  readonly privateSubnetIds: readonly string[];
}

/**
 * A network that is there already. A plain value: it stands in no stack and makes nothing. That its subnets are private
 * cannot be seen from here when they are made elsewhere; the security group in front of the API server, which is ours,
 * holds either way. The VPC needs DNS support and DNS hostnames, and the endpoints that {@link PrivateNetwork} makes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ExistingNetwork = {
  fromIds({ vpcId, privateSubnetIds }: ExistingNetworkIds): ClusterNetwork {
    if (Token.isUnresolved(privateSubnetIds)) return { vpcId, privateSubnetIds };
    if (privateSubnetIds.length < 2) {
      throw new InvalidInput(
        `Amazon EKS needs subnets in two zones or more, but there is ${privateSubnetIds.length}: name another subnet`,
      );
    }
    if (new Set(privateSubnetIds).size !== privateSubnetIds.length) {
      throw new InvalidInput(`a subnet is named twice in ${privateSubnetIds.join(", ")}: name each once`);
    }
    // The order of tokens says nothing about the ids behind them, so only literal ids can be put in order.
    const literal = privateSubnetIds.every((id) => !Token.isUnresolved(id));
    return { vpcId, privateSubnetIds: literal ? [...privateSubnetIds].sort() : [...privateSubnetIds] };
  },
} as const;
