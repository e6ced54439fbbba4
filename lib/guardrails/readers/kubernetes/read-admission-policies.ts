import type { AdmissionPolicyFact, PolicyBindingFact } from "../../facts/admission-policy";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { POLICIES_OF_EVERY_CLUSTER, POLICIES_WITH_A_PARAMETER } from "../../reviewed-policies";
import { Fields, isObject } from "../fields";
import { malformed, type ReadObject, unjudged } from "./kubernetes-object";
import { saysNoMore } from "./says-no-more";
import { isClock, readWarningWindow, readWindowsElsewhere } from "./read-warning-window";
import { selectsAll } from "./selects-all";

/** Reads the ValidatingAdmissionPolicies of a document, each with its bindings. A binding whose policy stands elsewhere is not judged. */
export function readAdmissionPolicies(
  policies: readonly ReadObject[],
  bindings: readonly ReadObject[],
  place: "in the API" | "on disk" = "in the API",
): readonly (AdmissionPolicyFact | UnknownShapeFact)[] {
  const read = bindings.map((binding) => readBinding(binding, place));
  const names = new Set(policies.map(({ name }) => name));
  const every = POLICIES_OF_EVERY_CLUSTER.filter(
    (name) => place === "in the API" || !POLICIES_WITH_A_PARAMETER.includes(name),
  );
  const missing = every.filter((name) => !names.has(name));
  const first = every.find((name) => names.has(name));
  // Files have no clock: what warns for a while stands in the API alone, and whichever is the first of the file says so.
  const elsewhere = new Map(
    place === "on disk" ? policies.flatMap((policy) => [...readWindowsElsewhere(annotationsOf(policy))]) : [],
  );
  return [
    ...policies.flatMap((policy) =>
      readPolicy(
        policy,
        read.filter(({ policyName }) => policyName === policy.name).map(({ binding }) => binding),
        policy.name === first ? { missing, elsewhere } : undefined,
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
  bindings: readonly PolicyBindingFact[],
  beside: { readonly missing: readonly string[]; readonly elsewhere: AdmissionPolicyFact["warnElsewhere"] } | undefined,
): readonly (AdmissionPolicyFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const expressions = (list: string) => spec.list(list).map((one) => one.text("expression") ?? "");
  const constraints = spec.fields("matchConstraints");
  const conditions = expressions("matchConditions");
  const warns = readWarningWindow(spec.get("paramKind"), conditions, annotationsOf(object));
  const validations = expressions("validations");
  const variables = spec
    .list("variables")
    .map((variable) => ({ name: variable.text("name") ?? "", expression: variable.text("expression") ?? "" }));
  const narrowing = (warns === undefined ? conditions : conditions.slice(1)).filter(
    (condition) => !saysNoMore(condition, validations, variables),
  );
  const policy: AdmissionPolicyFact = {
    kind: "admission-policy",
    place: object.place,
    ours: object.ours,
    name: object.name,
    // The API server fills in Fail.
    failurePolicy: spec.text("failurePolicy") ?? "Fail",
    validations,
    matchConditions: narrowing,
    variables,
    parameterised: warns === undefined && spec.has("paramKind"),
    waysOut: [
      ...(selectsAll(constraints.fields("objectSelector")) ? [] : ["objectSelector"]),
      ...(constraints.list("excludeResourceRules").length === 0 ? [] : ["excludeResourceRules"]),
    ],
    constraints: sorted({
      paramKind: warns === undefined ? spec.get("paramKind") : undefined,
      matchConstraints: spec.get("matchConstraints"),
    }),
    warns,
    bindings,
    missingBeside: beside?.missing ?? [],
    warnElsewhere: beside?.elsewhere ?? new Map(),
  };
  return complaints.length === 0 ? [policy] : [policy, malformed(object.place, object.ours, complaints)];
}

function annotationsOf({ content }: ReadObject): Readonly<Record<string, string>> {
  return Fields.of(content, "", []).fields("metadata").textByName("annotations");
}

function readBinding(object: ReadObject, written: "in the API" | "on disk") {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const parameter = spec.fields("paramRef");
  const binding: PolicyBindingFact = {
    name: object.name,
    actions: spec.texts("validationActions"),
    narrowed: spec.fields("matchResources").names().length > 0,
    parameter: spec.has("paramRef")
      ? {
          name: parameter.text("name") ?? "",
          notFound: parameter.text("parameterNotFoundAction") ?? "",
          isClock: isClock(spec.get("paramRef")),
        }
      : undefined,
  };
  return {
    object,
    policyName: (spec.text("policyName") ?? "").replace(written === "on disk" ? /\.static\.k8s\.io$/ : "", ""),
    binding,
    shapes: complaints.length === 0 ? [] : [malformed(object.place, object.ours, complaints)],
  };
}

/** JSON with sorted keys, so that the order in which something was written does not matter. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
