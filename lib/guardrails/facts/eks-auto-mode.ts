import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { PolicyStatementFact } from "./resource-policy";

/** What Amazon EKS does by itself for a cluster: nodes, disks and load balancers. Absent where a cluster says nothing of it. */
export interface EksAutoModeFact extends FactBase {
  readonly kind: "eks-auto-mode";
  /** AWS takes the three together or not at all. */
  readonly nodes: Value<boolean>;
  readonly disks: Value<boolean>;
  readonly loadBalancers: Value<boolean>;
  readonly nodePools: Value<readonly string[]>;
  /** Whether the document shows the role that nodes of the pools work under. */
  readonly showsNodeRole: boolean;
  /** What the document grants and refuses to the cluster's role in its own words. */
  readonly grants: Value<readonly PolicyStatementFact[]>;
  /** Policies of that role that the cluster does not wait for: it may work before they are there. */
  readonly tooLate: readonly string[];
}
