import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Admission policies that our constructs make. */
export const ADMISSION_POLICY_ENFORCED: Rule<"admission-policy"> = {
  id: "admission-policy-enforced",
  title: "An admission policy is bound, denies what it finds, and denies as well when it cannot tell.",
  why: "A policy without a binding does nothing, and one that only warns or ignores its own errors lets everything through.",
  fix: "Bind the policy with the action Deny, and set failurePolicy to Fail.",
  controls: ["CIS-1.12 5.2.1", "NIST-800-53r5 CM-7"],
  judges: "admission-policy",
  reach: "ours",
  judge({ failurePolicy, validations, bindings }) {
    const faults: Fault[] = [];
    if (failurePolicy !== "Fail")
      faults.push({
        at: "spec.failurePolicy",
        got: failurePolicy,
        message: "an error in the policy lets the request through",
      });
    if (validations === 0) faults.push({ at: "spec.validations", got: "none", message: "the policy demands nothing" });
    if (!bindings.some((actions) => actions.includes("Deny"))) {
      const got = bindings.map((actions) => actions.join(", ") || "no action").join("; ");
      faults.push({
        at: "",
        got: got === "" ? "no binding" : got,
        message: "no binding of the policy denies anything",
      });
    }
    return failOn(faults);
  },
  fixtures: {
    pass: [{ name: "a policy that is bound and denies", documents: manifests(policy(), binding(["Deny", "Audit"])) }],
    fail: [
      { name: "no binding", documents: manifests(policy()) },
      { name: "a binding that only warns", documents: manifests(policy(), binding(["Warn"])) },
      { name: "a binding of another policy", documents: manifests(policy(), binding(["Deny"], "other")) },
      {
        name: "errors that let everything through",
        documents: manifests(policy({ failurePolicy: "Ignore" }), binding(["Deny"])),
      },
      { name: "nothing to demand", documents: manifests(policy({ validations: [] }), binding(["Deny"])) },
    ],
  },
};

function policy(change: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "images" },
    spec: { failurePolicy: "Fail", validations: [{ expression: "has(object.spec)" }], ...change },
  };
}

function binding(validationActions: readonly string[], policyName = "images"): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "images" },
    spec: { policyName, validationActions },
  };
}
