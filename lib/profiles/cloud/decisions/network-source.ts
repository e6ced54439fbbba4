import type { CloudNetworkSpec } from "../../../spec/cluster-spec";
import { InvalidInput } from "../../../spec/invalid-input";

/** Where the cluster's network comes from. */
export type NetworkSource<Network> =
  | { readonly kind: "new"; readonly network: CloudNetworkSpec }
  | { readonly kind: "existing"; readonly network: Network };

/**
 * Decides between the network that the description asks for and the one that the program hands over: exactly one of
 * them.
 */
export function networkSource<Network>(
  clusterName: string,
  described: CloudNetworkSpec | undefined,
  handedOver: Network | undefined,
): NetworkSource<Network> {
  if (described !== undefined && handedOver !== undefined) {
    throw new InvalidInput(
      `${clusterName} has two networks: take profile.network out of the description, or the network property out of the program`,
    );
  }
  if (handedOver !== undefined) return { kind: "existing", network: handedOver };
  if (described !== undefined) return { kind: "new", network: described };
  throw new InvalidInput(
    `${clusterName} has no network: write profile.network = { cidr, zones } into the description for a new VPC, ` +
      "or hand over network: ExistingNetwork.fromIds({ vpcId, privateSubnetIds }) for one that is there",
  );
}
