import type { FactBase } from "./fact-base";

/** One binding of an admission policy. */
export interface PolicyBindingFact {
  readonly name: string;
  readonly actions: readonly string[];
  /** Whether it narrows further what the policy matches. */
  readonly narrowed: boolean;
  /** The parameter it names, and what happens without it; undefined for a binding without one. */
  readonly parameter: { readonly name: string; readonly notFound: string; readonly isClock: boolean } | undefined;
}

/** The time in which a policy only warns, by the clock of the API server. */
export interface WarningWindowFact {
  readonly from: string;
  readonly until: string;
  /** What stands beside it as its reason; undefined where it names another time, or none. */
  readonly reason: string | undefined;
}

/** A ValidatingAdmissionPolicy with its bindings, within one document. */
export interface AdmissionPolicyFact extends FactBase {
  readonly kind: "admission-policy";
  readonly name: string;
  readonly failurePolicy: string;
  /** The expressions that must be true. */
  readonly validations: readonly string[];
  /** The expressions without which a request is not judged, but for one that says what the demands say and no more. */
  readonly matchConditions: readonly string[];
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  /** Whether it takes a parameter. */
  readonly parameterised: boolean;
  /** Parts of the constraints by which an object can take itself out: `objectSelector`, `excludeResourceRules`. */
  readonly waysOut: readonly string[];
  /** The kind of parameter and the match constraints as JSON with sorted keys. */
  readonly constraints: string;
  /** The conditions and the parameter that make such a window are in none of the fields above. */
  readonly warns: WarningWindowFact | undefined;
  readonly bindings: readonly PolicyBindingFact[];
  /** The policies of every cluster that no document holds, though it holds others of them. Named at the first of those alone. */
  readonly missingBeside: readonly string[];
  /** The policies that are not on disk because they only warn, by what the file says of them. Told where `missingBeside` is. */
  readonly warnElsewhere: ReadonlyMap<string, WarningWindowFact>;
}
