import type { Value } from "../value";
import type { FactBase } from "./fact";

/** One statement of a policy that stands at a resource, with lists where the language takes a text or a list. */
export interface PolicyStatementFact {
  readonly sid: string;
  readonly allows: boolean;
  /** `AWS:arn:…:root`, `Service:eks.amazonaws.com`, `Federated:…`; `*` for everybody. Expressions stand as written. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
  }[];
  /** Elements that say who or what is not meant: `NotPrincipal`, `NotAction`, `NotResource`. */
  readonly negated: readonly string[];
}

/** A policy that stands at a resource and says who may use it (a role's trust, a key's, an endpoint's), or what a role may do (a grant). */
export interface ResourcePolicyFact extends FactBase {
  readonly kind: "resource-policy";
  readonly at: "role" | "key" | "endpoint" | "grant";
  /** Undefined when the resource has none, and the provider's own holds. */
  readonly statements: Value<readonly PolicyStatementFact[] | undefined>;
}
