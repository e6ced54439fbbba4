import type { LabelSelector } from "../rbac/label-selector";

/** Requests by what they touch. */
export interface ResourceRule {
  readonly groups: readonly string[];
  readonly versions: readonly string[];
  readonly operations: readonly string[];
  /** `pods`, `pods/exec`, `*`, `*\/*`. */
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly scope: string;
}

/** What a policy or a binding looks at. */
export interface Matching {
  /** Undefined where no rule is stated: everything, as a binding has it. */
  readonly rules: readonly ResourceRule[] | undefined;
  readonly excluded: readonly ResourceRule[];
  readonly namespaces: LabelSelector;
  readonly objects: LabelSelector;
}

export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

export interface Demand {
  readonly expression: string;
  /** What is said when it is not true; undefined where the API server makes a text of the expression. */
  readonly message: string | undefined;
  readonly messageExpression: string | undefined;
}

/** What puts a policy into force. */
export interface PolicyBinding {
  readonly name: string;
  readonly actions: readonly string[];
  readonly matching: Matching;
  readonly parameter: PolicyParameter | undefined;
}

/** The object that a policy is asked with. */
export interface PolicyParameter {
  /** Empty where it is found by labels, which is not followed here. */
  readonly name: string;
  /** Whether it is any of the Leases that every API server renews by itself: the time of day. */
  readonly isClock: boolean;
  /** Empty for the namespace of the request. */
  readonly namespace: string;
  readonly notFound: string;
}

/** A ValidatingAdmissionPolicy with its bindings, whoever wrote it. */
export interface ValidatingPolicy {
  readonly name: string;
  readonly matching: Matching;
  readonly conditions: readonly NamedExpression[];
  readonly variables: readonly NamedExpression[];
  readonly demands: readonly Demand[];
  readonly paramKind: { readonly apiVersion: string; readonly kind: string } | undefined;
  readonly bindings: readonly PolicyBinding[];
  /** What in it cannot be read; with one of these nothing is said of what it would answer. */
  readonly complaints: readonly string[];
}
