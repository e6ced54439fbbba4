import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const QUOTA = { paramKind: { apiVersion: "v1", kind: "ResourceQuota" } };

/** Admission policies that our constructs make. */
export const ADMISSION_POLICY_ENFORCED: Rule<"admission-policy"> = {
  id: "admission-policy-enforced",
  title: "An admission policy is bound, denies what it finds, and denies as well when it cannot tell.",
  why: "A policy without a binding does nothing, and one that only warns or ignores its own errors lets everything through.",
  fix: "Bind the policy with the action Deny for all that it matches, let nothing through without its parameter, and set failurePolicy to Fail.",
  controls: ["CIS-1.12 5.2.1", "NIST-800-53r5 CM-7"],
  judges: "admission-policy",
  reach: "ours",
  judge({ failurePolicy, validations, matchConditions, parameterised, waysOut, bindings }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (failurePolicy !== "Fail")
      fault("spec.failurePolicy", failurePolicy, "an error in the policy lets the request through");
    if (validations.length === 0) fault("spec.validations", "none", "the policy demands nothing");
    for (const [index, expression] of validations.entries()) {
      if (isLiteral(expression, "true"))
        fault(`spec.validations[${index}]`, expression, "this is true of every request");
    }
    for (const [index, expression] of matchConditions.entries()) {
      if (isLiteral(expression, "false"))
        fault(`spec.matchConditions[${index}]`, expression, "with this condition no request is judged");
    }
    for (const part of waysOut)
      fault(`spec.matchConstraints.${part}`, "set", "whoever makes an object chooses whether it is judged");
    const denying = bindings.filter(({ actions, narrowed }) => actions.includes("Deny") && !narrowed);
    if (denying.length === 0) {
      const got = bindings
        .map(({ actions, narrowed }) => `${actions.join(", ") || "no action"}${narrowed ? " for some requests" : ""}`)
        .join("; ");
      fault("", got === "" ? "no binding" : got, "no binding of the policy denies whatever the policy matches");
    }
    for (const { name, parameter } of parameterised ? bindings : []) {
      if (parameter?.notFound !== "Deny")
        fault(
          "",
          parameter?.notFound ?? "no parameter",
          `without its parameter the binding ${name} lets everything through`,
        );
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a policy that is bound and denies", documents: manifests(policy(), binding(["Deny", "Audit"])) },
      {
        name: "a parameter without which nothing passes",
        documents: manifests(policy(QUOTA), binding(["Deny"], "images", parameter("Deny"))),
      },
      {
        name: "a second binding that warns of more",
        documents: manifests(policy(), binding(["Deny"]), {
          ...binding(["Warn"], "images", { matchResources: { namespaceSelector: { matchLabels: { a: "b" } } } }),
          metadata: { name: "second" },
        }),
      },
    ],
    fail: [
      { name: "no binding", documents: manifests(policy()) },
      { name: "a binding that only warns", documents: manifests(policy(), binding(["Warn"])) },
      { name: "a binding of another policy", documents: manifests(policy(), binding(["Deny"], "other")) },
      {
        name: "errors that let everything through",
        documents: manifests(policy({ failurePolicy: "Ignore" }), binding(["Deny"])),
      },
      {
        name: "a binding for some namespaces",
        documents: manifests(
          policy(),
          binding(["Deny"], "images", { matchResources: { namespaceSelector: { matchLabels: { a: "b" } } } }),
        ),
      },
      {
        name: "a parameter that may be missing",
        documents: manifests(policy(QUOTA), binding(["Deny"], "images", parameter("Allow"))),
      },
      { name: "no parameter where there must be one", documents: manifests(policy(QUOTA), binding(["Deny"])) },
      {
        name: "a demand that is always met",
        documents: manifests(policy({ validations: [{ expression: " ( true ) " }] }), binding(["Deny"])),
      },
      {
        name: "a condition that is never met",
        documents: manifests(policy({ matchConditions: [{ name: "off", expression: "false" }] }), binding(["Deny"])),
      },
      {
        name: "objects that take themselves out by a label",
        documents: manifests(
          policy({
            matchConstraints: { objectSelector: { matchExpressions: [{ key: "skip", operator: "DoesNotExist" }] } },
          }),
          binding(["Deny"]),
        ),
      },
      {
        name: "resources that are excluded",
        documents: manifests(
          policy({ matchConstraints: { excludeResourceRules: [{ resources: ["pods"] }] } }),
          binding(["Deny"]),
        ),
      },
      { name: "nothing to demand", documents: manifests(policy({ validations: [] }), binding(["Deny"])) },
    ],
  }),
};

function parameter(parameterNotFoundAction: string): WrittenObject {
  return { paramRef: { name: "quota", parameterNotFoundAction } };
}

/** Whether an expression is the literal and nothing else, whatever brackets stand around it. */
function isLiteral(expression: string, literal: string): boolean {
  return expression.replace(/[\s()]/g, "") === literal;
}

function policy(change: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "images" },
    spec: { failurePolicy: "Fail", validations: [{ expression: "has(object.spec)" }], ...change },
  };
}

function binding(validationActions: readonly string[], policyName = "images", more: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "images" },
    spec: { policyName, validationActions, ...more },
  };
}
