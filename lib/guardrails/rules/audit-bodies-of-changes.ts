import type { AuditPolicyFact } from "../facts/audit-policy";
import { configFile } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn } from "../verdict";
import { type AuditedAction, LEVELS, possibleLevels } from "../criteria/audit-levels";

/** What a change says stands in its body alone: who got which right, which policy fell, what ran in a pod. */
const CHANGES: readonly {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly namespaced: boolean;
}[] = [
  {
    group: "rbac.authorization.k8s.io",
    resources: ["roles", "rolebindings"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: true,
  },
  {
    group: "rbac.authorization.k8s.io",
    resources: ["clusterroles", "clusterrolebindings"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: false,
  },
  {
    group: "admissionregistration.k8s.io",
    resources: [
      "mutatingwebhookconfigurations",
      "validatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "validatingadmissionpolicybindings",
    ],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: false,
  },
  {
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests", "certificatesigningrequests/approval"],
    verbs: ["create", "update", "patch"],
    namespaced: false,
  },
  {
    group: "",
    resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"],
    verbs: ["create", "get"],
    namespaced: true,
  },
  { group: "", resources: ["nodes/proxy"], verbs: ["create", "get"], namespaced: false },
  { group: "", resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"], namespaced: true },
  {
    group: "",
    resources: ["pods", "serviceaccounts", "services", "resourcequotas"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: true,
  },
  {
    group: "",
    resources: ["namespaces", "nodes", "persistentvolumes"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: false,
  },
  {
    group: "apps",
    resources: ["daemonsets", "deployments", "statefulsets"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: true,
  },
  {
    group: "batch",
    resources: ["cronjobs", "jobs"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: true,
  },
  {
    group: "policy",
    resources: ["poddisruptionbudgets"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: true,
  },
  {
    group: "networking.k8s.io",
    resources: ["ingresses", "networkpolicies"],
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    namespaced: true,
  },
];

/** Users and groups whose requests may go unrecorded: parts of the cluster, one by one. */
const MACHINERY =
  /^system:(nodes|kube-proxy|kube-scheduler|kube-controller-manager|apiserver|anonymous|serviceaccount:kube-system:[a-z0-9-]+)$/;
const READING = ["get", "list", "watch"];
const RENEWING = [...READING, "update", "patch"];

const SECRETS = { level: "Metadata", resources: [{ group: "", resources: ["secrets"] }] };
const NOISE = {
  level: "None",
  userGroups: ["system:nodes"],
  verbs: ["get"],
  resources: [{ group: "", resources: ["nodes"] }],
};

/** The bodies of what changes rights, policies and workloads, and a bound on what is not recorded at all. */
export const AUDIT_BODIES_OF_CHANGES: Rule<"audit-policy"> = {
  id: "audit-bodies-of-changes",
  title:
    "Changes of rights, policies and workloads are on record with their bodies, and only the cluster's own noise is left out.",
  why: "A record without its body says that somebody changed a role, and not which right he gave himself; a rule that leaves out everybody's reads leaves out the thief's.",
  fix: "Record these at the level Request or RequestResponse; give every rule of the level None users or groups of the cluster itself, verbs, and single resources.",
  controls: ["CIS-1.12 3.2.2", "NIST-800-53r5 AU-3", "PCI-DSS-4.0.1 10.2"],
  judges: "audit-policy",
  reach: "ours",
  judge(policy) {
    const thin = CHANGES.flatMap(({ group, resources, verbs, namespaced }) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) => thinRecords(policy, { verb, group, resource, namespaced })),
      ),
    );
    return failOn([...thin, ...policy.rules.flatMap(beyondNoise)]);
  },
  fixtures: () => ({
    pass: [
      { name: "bodies of everything but secrets", documents: policy(NOISE, SECRETS, { level: "Request" }) },
      { name: "no noise left out", documents: policy(SECRETS, { level: "RequestResponse" }) },
    ],
    fail: [
      { name: "nothing but metadata", documents: policy({ level: "Metadata" }) },
      {
        name: "bodies of roles, and not of what is run in pods",
        documents: policy(
          { level: "Request", resources: [{ group: "rbac.authorization.k8s.io" }] },
          { level: "Metadata" },
        ),
      },
      {
        name: "everybody's reads of nodes left out",
        documents: policy({ ...NOISE, userGroups: [] }, SECRETS, { level: "Request" }),
      },
      {
        name: "every group's reads left out",
        documents: policy({ ...NOISE, userGroups: ["*"] }, SECRETS, { level: "Request" }),
      },
      {
        name: "everything that nodes do left out",
        documents: policy({ ...NOISE, verbs: [] }, SECRETS, { level: "Request" }),
      },
      {
        name: "all resources that nodes read left out",
        documents: policy({ ...NOISE, resources: [] }, SECRETS, { level: "Request" }),
      },
    ],
  }),
};

function thinRecords(policy: AuditPolicyFact, action: Extract<AuditedAction, { readonly group: string }>) {
  return possibleLevels(policy, action)
    .filter(({ level }) => LEVELS.indexOf(level) < LEVELS.indexOf("Request"))
    .map(({ level, rule }) => ({
      at: rule === undefined ? "rules" : `rules[${rule}]`,
      got: `${action.verb} ${action.resource}${action.group === "" ? "" : `.${action.group}`}: ${level}`,
      message: "the record may lack the body, which says what was done",
    }));
}

function beyondNoise(rule: AuditPolicyFact["rules"][number], index: number) {
  if (rule.level !== "None") return [];
  const at = `rules[${index}]`;
  const who = [...rule.users, ...rule.userGroups];
  const strangers = who.filter((name) => !MACHINERY.test(name));
  const allowed = rule.resources.every((resource) => resource === "coordination.k8s.io/leases") ? RENEWING : READING;
  const broad = [...rule.resources, ...rule.nonResourceUrls].filter((name) => name.includes("*") || name.endsWith("/"));
  const faults = [
    ...(who.length === 0 ? [{ at, got: "everybody", message: "it leaves out what everybody does" }] : []),
    ...strangers.map((name) => ({
      at,
      got: name,
      message: "it leaves out requests of somebody who is no part of the cluster",
    })),
    ...(rule.verbs.length === 0 ? [{ at, got: "every verb", message: "it leaves out changes too" }] : []),
    ...rule.verbs
      .filter((verb) => !allowed.includes(verb))
      .map((verb) => ({ at, got: verb, message: "it leaves out more than reading" })),
    ...(rule.resources.length + rule.nonResourceUrls.length === 0
      ? [{ at, got: "every resource", message: "it leaves out everything" }]
      : []),
    ...broad.map((name) => ({ at, got: name, message: "it leaves out more than single resources" })),
  ];
  return faults;
}

function policy(...rules: readonly object[]) {
  return configFile({ apiVersion: "audit.k8s.io/v1", kind: "Policy", omitStages: ["RequestReceived"], rules });
}
