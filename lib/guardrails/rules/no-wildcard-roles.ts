import { isOfCertificates } from "../criteria/certificate-approval";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { dangersOf } from "../criteria/dangerous-grants";

/** Roles that our constructs make. */
export const NO_WILDCARD_ROLES: Rule<"role"> = {
  id: "no-wildcard-roles",
  title: "A role names what it grants, and grants nothing with which its holder takes more.",
  why: "A wildcard also grants what is invented tomorrow, and some rights are as good as all: reading secrets, making pods, binding roles.",
  fix: "Spell out API groups, resources and verbs, and leave out what the message names.",
  controls: [
    "CIS-1.12 5.1.2",
    "CIS-1.12 5.1.3",
    "CIS-1.12 5.1.4",
    "CIS-1.12 5.1.8",
    "CIS-1.12 5.1.10",
    "CIS-1.12 5.1.13",
    "NIST-800-53r5 AC-6",
  ],
  judges: "role",
  reach: "ours",
  promise: 4,
  judge(role) {
    const faults: Fault[] = [];
    if (role.aggregates)
      faults.push({ at: "aggregationRule", got: "set", message: "whoever labels another role adds to this one" });
    for (const into of role.aggregatedInto) {
      faults.push({
        at: "metadata.labels",
        got: `aggregate-to-${into}`,
        message: `its rules become part of the role ${into}, for all who hold that`,
      });
    }
    // Who holds these two, `certificate-approver-alone` says.
    const judgedRules = isOfCertificates(role.name, role.rules) ? [] : role.rules;
    const ofRules = judgedRules.flatMap((rule, index) =>
      dangersOf(rule, role.heldInside).map(
        (danger): Fault => ({ at: `rules[${index}]`, got: describe(rule), message: `grants too much: ${danger}` }),
      ),
    );
    return failOn([...faults, ...ofRules]);
  },
  fixtures: () => ({
    pass: [
      {
        name: "reading workloads",
        documents: role({
          apiGroups: ["", "apps"],
          resources: ["pods", "deployments"],
          verbs: ["get", "list", "watch"],
        }),
      },
      {
        name: "deleting pods, which their controllers replace",
        documents: role({ apiGroups: [""], resources: ["pods"], verbs: ["delete"] }),
      },
      {
        name: "making workloads as an account of the namespace",
        documents: delivering(["deployments", "services"], {}),
      },
    ],
    fail: [
      {
        name: "making workloads as an account of another namespace",
        documents: delivering(["deployments"], { namespace: "other" }),
      },
      { name: "making workloads as what every pod is", documents: delivering(["deployments"], { name: "default" }) },
      {
        name: "making workloads as people do",
        documents: delivering(["deployments"], { kind: "Group", name: "oidc:dev", namespace: undefined }),
      },
      { name: "reading secrets as an account of the namespace", documents: delivering(["secrets"], {}) },
      { name: "lifting the quota as an account of the namespace", documents: delivering(["resourcequotas"], {}) },
      { name: "every verb", documents: role({ apiGroups: [""], resources: ["configmaps"], verbs: ["*"] }) },
      { name: "every resource", documents: role({ apiGroups: [""], resources: ["*"], verbs: ["get"] }) },
      {
        name: "every sub-resource of one name",
        documents: role({ apiGroups: [""], resources: ["*/exec"], verbs: ["get"] }),
      },
      { name: "every group", documents: role({ apiGroups: ["*"], resources: ["things"], verbs: ["get"] }) },
      { name: "every path", documents: role({ nonResourceURLs: ["/debug/*"], verbs: ["get"] }) },
      {
        name: "objects on which somebody else's controller acts",
        documents: role({ apiGroups: ["argoproj.io"], resources: ["workflows"], verbs: ["create"] }),
      },
      {
        name: "a tenant's own bounds",
        documents: role({ apiGroups: [""], resources: ["resourcequotas"], verbs: ["patch"] }),
      },
      { name: "the API server's memory", documents: role({ nonResourceURLs: ["/debug/pprof/heap"], verbs: ["get"] }) },
      {
        name: "listing secrets",
        documents: role({ apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["list"] }),
      },
      {
        name: "running commands in pods",
        documents: role({ apiGroups: [""], resources: ["pods/exec"], verbs: ["get"] }),
      },
      { name: "making pods", documents: role({ apiGroups: [""], resources: ["pods"], verbs: ["create"] }) },
      { name: "the kubelets' API", documents: role({ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }) },
      {
        name: "tokens of service accounts",
        documents: role({ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }),
      },
      {
        name: "acting as somebody else",
        documents: role({ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }),
      },
      {
        name: "acting as somebody else, in the narrow form",
        documents: role({
          apiGroups: ["authentication.k8s.io"],
          resources: ["users"],
          verbs: ["impersonate:user-info"],
        }),
      },
      {
        name: "what is asked in somebody else's name",
        documents: role({ apiGroups: [""], resources: ["configmaps"], verbs: ["impersonate-on:user-info:get"] }),
      },
      {
        name: "a role that others can add to",
        documents: role(
          { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
          { aggregationRule: { clusterRoleSelectors: [] } },
        ),
      },
      {
        name: "a role that adds to a built-in one",
        documents: role(
          { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
          { metadata: { name: "more", labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } } },
        ),
      },
    ],
  }),
};

function describe({
  apiGroups,
  resources,
  nonResourceUrls,
  verbs,
}: {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly nonResourceUrls: readonly string[];
  readonly verbs: readonly string[];
}): string {
  const what =
    resources.length > 0
      ? `${resources.join(", ")} of ${apiGroups.map((group) => (group === "" ? "core" : group)).join(", ")}`
      : nonResourceUrls.join(", ");
  return `${verbs.join(", ")} on ${what}`;
}

function role(rule: WrittenObject, change: WrittenObject = {}) {
  return manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "persona" },
    rules: [rule],
    ...change,
  });
}

/** A Role that writes, with its binding to a service account. */
function delivering(resources: readonly string[], subject: WrittenObject) {
  const metadata = { name: "delivery", namespace: "team" };
  return manifests(
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata,
      rules: [{ apiGroups: ["", "apps"], resources, verbs: ["get", "create"] }],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "delivery" },
      subjects: [{ kind: "ServiceAccount", name: "delivery", namespace: "team", ...subject }],
    },
  );
}
