import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** Whether what carries pods on Amazon EKS enforces NetworkPolicies: for the network add-on itself, and for each group of nodes. */
export interface ClusterNetworkPolicyFact extends FactBase {
  readonly kind: "cluster-network-policy";
  readonly enforced: Value<boolean>;
}
