import type { PolicyStatementFact } from "./resource-policy";

/** One permission to take a role on. */
export interface RoleTrust {
  /** Whom it names, as `Service ec2.amazonaws.com` or `AWS *`. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly conditions: PolicyStatementFact["conditions"];
}
