import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { PolicyStatementFact } from "./resource-policy";

/** Who may take on a role that leads people into a cluster, or that asks for a second factor. */
export interface PersonRoleTrustFact extends FactBase {
  readonly kind: "person-role-trust";
  /** Whether the document lets the role into a cluster. */
  readonly entersCluster: boolean;
  readonly statements: Value<readonly PolicyStatementFact[]>;
}
