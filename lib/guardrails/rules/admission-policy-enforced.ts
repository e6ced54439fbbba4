import { manifests, type WrittenObject } from "../fixtures/written";
import { complaintsOfWindow } from "../criteria/warning-window";
import type { AdmissionPolicyFact } from "../facts/admission-policy";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const QUOTA = { paramKind: { apiVersion: "v1", kind: "ResourceQuota" } };

/** Admission policies that our constructs make. */
export const ADMISSION_POLICY_ENFORCED: Rule<"admission-policy"> = {
  id: "admission-policy-enforced",
  title:
    "An admission policy is bound, denies what it finds, and denies as well when it cannot tell; one that only warns says why, and until when.",
  why: "A policy without a binding does nothing, and one that only warns or ignores its own errors lets everything through.",
  fix: "Bind the policy with the action Deny for all that it matches, let nothing through without its parameter, and set failurePolicy to Fail; what warns for a while is named in admission.warnOnly.",
  controls: ["CIS-1.12 5.2.1", "NIST-800-53r5 CM-7"],
  judges: "admission-policy",
  reach: "ours",
  judge(policy) {
    const { failurePolicy, validations, matchConditions, parameterised, waysOut, bindings, warns } = policy;
    const faults: Fault[] = [...faultsOfWindow(policy)];
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
    const denying = bindings.filter(
      ({ actions, narrowed, parameter }) =>
        actions.includes("Deny") && !narrowed && (warns === undefined || parameter === undefined || parameter.isClock),
    );
    if (denying.length === 0) {
      const got = bindings
        .map(({ actions, narrowed }) => `${actions.join(", ") || "no action"}${narrowed ? " for some requests" : ""}`)
        .join("; ");
      fault("", got === "" ? "no binding" : got, "no binding of the policy denies whatever the policy matches");
    }
    for (const { name, parameter } of bindings) {
      if (parameterised ? parameter?.notFound !== "Deny" : parameter?.isClock === true && parameter.notFound !== "Deny")
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
      { name: "a policy that warns for a while", documents: manifests(warning({}), warningBinding(), ending({})) },
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
      { name: "a while that nothing ends", documents: manifests(warning({}), warningBinding()) },
      {
        name: "a while that ends where no clock is, by letting everything through",
        documents: manifests(warning({}), warningBinding(), ending({ parameterNotFoundAction: "Allow" })),
      },
      {
        name: "another lease than the API server's own",
        documents: manifests(warning({}), warningBinding(), ending({ selector: { matchLabels: { a: "b" } } })),
      },
      {
        name: "a lease of another namespace",
        documents: manifests(warning({}), warningBinding(), ending({ namespace: "telemetry" })),
      },
      { name: "a while of a year", documents: manifests(warning({ until: "2027-12-01T00:00:00Z" }), ending({})) },
      { name: "a while that ends first", documents: manifests(warning({ until: "2026-11-01T00:00:00Z" }), ending({})) },
      {
        name: "a day that does not exist",
        documents: manifests(warning({ from: "2026-11-31T00:00:00Z" }), ending({})),
      },
      { name: "a while without a reason", documents: manifests(warning({ why: "" }), warningBinding(), ending({})) },
      {
        name: "the reason of another while",
        documents: manifests(warning({ said: "2026-12-01T00:00:00Z to 2026-12-02T00:00:00Z" }), ending({})),
      },
      {
        name: "a policy that never only warns",
        documents: manifests(warning({ name: "break-glass-makes-nothing" }), ending({}, "break-glass-makes-nothing")),
      },
      { name: "nothing to demand", documents: manifests(policy({ validations: [] }), binding(["Deny"])) },
    ],
  }),
};

/** What is wrong with the time in which a policy only warns. */
function faultsOfWindow({ name, warns }: AdmissionPolicyFact): readonly Fault[] {
  if (warns === undefined) return [];
  const got = `${warns.from} to ${warns.until}`;
  return complaintsOfWindow(name, warns).map((message) => ({ at: "spec.matchConditions[0]", got, message }));
}

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

const CLOCK = {
  namespace: "kube-system",
  selector: { matchLabels: { "apiserver.kubernetes.io/identity": "kube-apiserver" } },
  parameterNotFoundAction: "Deny",
};

interface FixtureWindow {
  readonly name?: string;
  readonly from?: string;
  readonly until?: string;
  readonly said?: string;
  readonly why?: string;
}

function warning({
  name = "images",
  from = "2026-12-01T00:00:00Z",
  until = "2027-01-01T00:00:00Z",
  ...more
}: FixtureWindow) {
  const { said = `${from} to ${until}`, why = "teams move to digests" } = more;
  const now = "timestamp(params.spec.renewTime)";
  return {
    ...policy({
      paramKind: { apiVersion: "coordination.k8s.io/v1", kind: "Lease" },
      matchConditions: [
        { name: "w", expression: `params == null || ${now} < timestamp('${from}') || ${now} >= timestamp('${until}')` },
      ],
    }),
    metadata: { name, annotations: { "portcullis.dev/warns-only": `${said}: ${why}` } },
  };
}

function warningBinding(): WrittenObject {
  return { ...binding(["Warn", "Audit"]), metadata: { name: "images-warning" } };
}

function ending(change: WrittenObject, policyName = "images"): WrittenObject {
  return binding(["Deny", "Audit"], policyName, { paramRef: { ...CLOCK, ...change } });
}

function binding(validationActions: readonly string[], policyName = "images", more: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "images" },
    spec: { policyName, validationActions, ...more },
  };
}
