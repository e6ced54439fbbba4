import { manifests, type WrittenObject } from "../fixtures/written";
import { digestOf, POLICY_PARTS, REVIEWED_POLICIES } from "../reviewed-policies";
import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";

const NAME = "own-service-account";

/** Admission policies of this library, by name. A team's own policies beside them are its own. */
export const ADMISSION_POLICY_AS_REVIEWED: Rule<"admission-policy"> = {
  id: "admission-policy-as-reviewed",
  title: "An admission policy of this library is written as it was reviewed.",
  why: "One word more in a condition, one operation less in a list, and the policy lets through what it is there to refuse, with its name still in place.",
  fix: "Take the patch back and write a policy of your own beside it; what must pass is named in admission.exceptions or admission.images.",
  controls: ["NIST-800-53r5 CM-7", "NIST-800-53r5 SI-7"],
  judges: "admission-policy",
  reach: "ours",
  judge(policy) {
    const reviewed = Object.hasOwn(REVIEWED_POLICIES, policy.name) ? REVIEWED_POLICIES[policy.name] : undefined;
    if (reviewed === undefined) return notApplicable("it is no policy of this library");
    return failOn(
      POLICY_PARTS.filter((part) => !reviewed[part].includes(digestOf(policy, part))).map((part) => ({
        at: part === "parameters" ? "" : part === "constraints" ? "spec.matchConstraints" : `spec.${part}`,
        got: digestOf(policy, part),
        message: `its ${part} are not those that were reviewed`,
      })),
    );
  },
  fixtures: () => ({
    pass: [
      { name: "a policy as it was reviewed", documents: manifests(policy(), binding()) },
      {
        name: "a team's own policy of another name",
        documents: manifests(policy({ validations: [] }, "team"), binding("team")),
      },
    ],
    fail: [
      {
        name: "an operation less",
        documents: manifests(
          policy({ matchConstraints: { ...constraints(), resourceRules: [resourceRule("UPDATE")] } }),
          binding(),
        ),
      },
      {
        name: "another selector",
        documents: manifests(policy({ matchConstraints: { ...constraints(), namespaceSelector: {} } }), binding()),
      },
      {
        name: "a condition that is never true",
        documents: manifests(policy({ matchConditions: [{ name: "never", expression: "1 == 2" }] }), binding()),
      },
      {
        name: "a validation that is always true",
        documents: manifests(policy({ validations: [{ expression: "request.namespace != ''" }] }), binding()),
      },
      {
        name: "a list of registries with a pattern in it",
        documents: manifests(policy({ variables: [{ name: "registries", expression: "['']" }] }), binding()),
      },
      {
        name: "another object as the parameter",
        documents: manifests(policy(), binding(NAME, { paramRef: { name: "mine", parameterNotFoundAction: "Deny" } })),
      },
    ],
  }),
};

function policy(change: WrittenObject = {}, name = NAME): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: constraints(),
      validations: [
        { expression: "has(object.spec.serviceAccountName) && object.spec.serviceAccountName != 'default'" },
      ],
      ...change,
    },
  };
}

function constraints(): WrittenObject {
  return {
    matchPolicy: "Equivalent",
    namespaceSelector: { matchExpressions: [{ key: "portcullis.dev/tenant", operator: "Exists" }] },
    resourceRules: [resourceRule("CREATE")],
  };
}

function resourceRule(operation: string): WrittenObject {
  return { apiGroups: [""], apiVersions: ["v1"], operations: [operation], resources: ["pods"], scope: "Namespaced" };
}

function binding(policyName = NAME, more: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: policyName },
    spec: { policyName, validationActions: ["Deny", "Audit"], ...more },
  };
}
