import type { AdmissionPolicyFact } from "../../facts/admission-policy";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject, unjudged } from "./kubernetes-object";

/** Reads the ValidatingAdmissionPolicies of a document, each with its bindings. A binding whose policy stands elsewhere is not judged. */
export function readAdmissionPolicies(
  policies: readonly ReadObject[],
  bindings: readonly ReadObject[],
): readonly (AdmissionPolicyFact | UnknownShapeFact)[] {
  const read = bindings.map(readBinding);
  const names = new Set(policies.map(({ name }) => name));
  return [
    ...policies.flatMap((policy) =>
      readPolicy(
        policy,
        read.filter(({ policyName }) => policyName === policy.name).map(({ actions }) => actions),
      ),
    ),
    ...read.flatMap(({ shapes }) => shapes),
    ...read
      .filter(({ policyName, shapes }) => shapes.length === 0 && !names.has(policyName))
      .map(({ object, policyName }) =>
        unjudged(
          object.place,
          object.ours,
          `ValidatingAdmissionPolicyBinding ${object.name}`,
          `its policy "${policyName}" is not in this document, so nobody can say what it enforces`,
        ),
      ),
  ];
}

function readPolicy(
  object: ReadObject,
  bindings: readonly (readonly string[])[],
): readonly (AdmissionPolicyFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const policy: AdmissionPolicyFact = {
    kind: "admission-policy",
    place: object.place,
    ours: object.ours,
    name: object.name,
    // The API server fills in Fail.
    failurePolicy: spec.text("failurePolicy") ?? "Fail",
    validations: spec.list("validations").length,
    bindings,
  };
  return complaints.length === 0 ? [policy] : [policy, malformed(object.place, object.ours, complaints)];
}

function readBinding(object: ReadObject) {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const policyName = spec.text("policyName") ?? "";
  const actions = spec.texts("validationActions");
  return {
    object,
    policyName,
    actions,
    shapes: complaints.length === 0 ? [] : [malformed(object.place, object.ours, complaints)],
  };
}
