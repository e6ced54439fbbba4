import type { FactBase } from "./fact";

/** A ValidatingAdmissionPolicy with its bindings, within one document. */
export interface AdmissionPolicyFact extends FactBase {
  readonly kind: "admission-policy";
  readonly name: string;
  readonly failurePolicy: string;
  readonly validations: number;
  /** The validation actions of each binding in the document. */
  readonly bindings: readonly (readonly string[])[];
}
