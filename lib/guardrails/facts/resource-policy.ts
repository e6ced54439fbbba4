import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/**
 * A part of a policy's text. What AWS alone fills in stands in angle quotes: `«account»` for the account that the stack's
 * provider works in, `«partition»`, `«region»`, `«suffix»`, and the address of a resource for its ARN or id.
 */
export type PolicyText = string;

/** One statement of a policy that hangs on a resource. */
export interface PolicyStatementFact {
  readonly allows: boolean;
  /** Whom it names, by kind; `everybody else` for `NotPrincipal`. */
  readonly principals: readonly {
    readonly kind: "AWS" | "Service" | "Federated" | "everybody else";
    readonly name: PolicyText;
  }[];
  /** What may be done; `*` for `NotAction`. */
  readonly actions: readonly PolicyText[];
  /** With what; `*` for `NotResource`. Empty in the trust policy of a role. */
  readonly resources: readonly PolicyText[];
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly PolicyText[];
  }[];
}

/** The policy on a key, a role or an endpoint of ours, who may use it; or what a role of ours is granted. */
export interface ResourcePolicyFact extends FactBase {
  readonly kind: "resource-policy";
  readonly guards: "encryption key" | "role of a cluster" | "role" | "network endpoint" | "grants of a role";
  /** Undefined where none is written, which means what AWS gives then. */
  readonly statements: Value<readonly PolicyStatementFact[] | undefined>;
}
