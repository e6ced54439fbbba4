import type { AuditPolicyFact, AuditRuleFact } from "../facts/audit-policy";
import { configFile } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn } from "../verdict";
import { LEVELS, possibleLevels } from "../criteria/audit-levels";
import { forEveryAction } from "../criteria/for-every-action";
import { SENSITIVE_CHANGES, type SensitiveAction } from "../criteria/sensitive-actions";

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

/** The bodies of what changes rights, policies and the cluster, and a bound on what is not recorded at all. */
export const AUDIT_BODIES_OF_CHANGES: Rule<"audit-policy"> = {
  id: "audit-bodies-of-changes",
  title:
    "Changes of rights, policies, namespaces and networks are on record with their bodies, and only the cluster's own noise is left out.",
  why: "A record without its body says that somebody changed a role, and not which right he gave himself; a rule that leaves out everybody's reads leaves out the thief's.",
  fix: "Record these at the level Request or RequestResponse; give every rule of the level None users or groups of the cluster itself, verbs, and single resources.",
  controls: ["CIS-1.12 3.2.2", "NIST-800-53r5 AU-3", "PCI-DSS-4.0.1 10.2"],
  judges: "audit-policy",
  reach: "ours",
  judge(policy) {
    return failOn([...thinIn(policy.rules), ...policy.rules.flatMap(beyondNoise)]);
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

const thinIn = forEveryAction(SENSITIVE_CHANGES, thinRecords);

function thinRecords(rules: readonly AuditRuleFact[], { name, action, least, routineOf }: SensitiveAction) {
  return possibleLevels(rules, action, routineOf)
    .filter(({ level }) => LEVELS.indexOf(level) < LEVELS.indexOf(least))
    .map(({ level, rule }) => ({
      at: rule === undefined ? "rules" : `rules[${rule}]`,
      got: `${name}: ${level}`,
      message: "the record may lack the body, which says what was done",
    }));
}

function beyondNoise(rule: AuditPolicyFact["rules"][number], index: number) {
  if (rule.level !== "None") return [];
  const at = `rules[${index}]`;
  const who = [...rule.users, ...rule.userGroups];
  const strangers = who.filter((name) => !MACHINERY.test(name));
  const resources = rule.resources.flatMap(({ group, resources }) =>
    (resources.length === 0 ? ["*"] : resources).map((resource) => `${group}/${resource}`),
  );
  const allowed = resources.every((resource) => resource === "coordination.k8s.io/leases") ? RENEWING : READING;
  const broad = [...resources, ...rule.nonResourceUrls].filter((name) => name.includes("*") || name.endsWith("/"));
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
    ...(resources.length + rule.nonResourceUrls.length === 0
      ? [{ at, got: "every resource", message: "it leaves out everything" }]
      : []),
    ...broad.map((name) => ({ at, got: name, message: "it leaves out more than single resources" })),
  ];
  return faults;
}

function policy(...rules: readonly object[]) {
  return configFile({ apiVersion: "audit.k8s.io/v1", kind: "Policy", omitStages: ["RequestReceived"], rules });
}
