import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { RoleTrust } from "./role-trust";

/** What takes a role on. */
export type RoleUser = "control plane" | "nodes" | "pods" | "flow logs" | "log subscription" | "log delivery";

/** A role of AWS under which a cluster works, or its nodes, or some of its pods, with everybody who may take it on. */
export interface ServiceRoleTrustFact extends FactBase {
  readonly kind: "service-role-trust";
  readonly takenOnBy: RoleUser;
  readonly trusts: Value<readonly RoleTrust[]>;
}
