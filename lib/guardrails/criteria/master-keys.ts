import type { PolicyRuleFact } from "../facts/role";

/** Where a binding holds, and for whom. */
export interface Reach {
  /** In every namespace, or in one of Kubernetes' own, which is as good: who makes pods there takes the accounts of controllers. */
  readonly clusterWide: boolean;
  /** Whether it is for people: users and groups. Operators need single powers of the table below; nobody logs in as one. */
  readonly people: boolean;
}

const READS = ["get", "list", "watch"];
const MAKES = ["create", "update", "patch"];
const WRITES = [...MAKES, "delete", "deletecollection"];
const SESSIONS = ["create", "get"];

/** Groups whose objects hold or give rights: everything in one of them is everything. */
const CENTRAL_GROUPS = ["", "rbac.authorization.k8s.io"];

/** Verbs by which one takes rights that one does not hold, and what they are asked of. */
const TAKES_RIGHTS = ["bind", "escalate", "impersonate"];
const TAKEN_FROM = ["clusterroles", "groups", "roles", "serviceaccounts", "uids", "userextras", "users"];
const GROUPS_OF_RIGHTS = ["", "authentication.k8s.io", "rbac.authorization.k8s.io"];

/** Single powers with which one takes the whole cluster, where they hold everywhere. */
const POWERS: readonly {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly why: string;
}[] = [
  { groups: [""], resources: ["secrets"], verbs: [...READS, ...MAKES], why: "every secret, tokens among them" },
  {
    groups: [""],
    resources: ["pods", "replicationcontrollers"],
    verbs: ["create"],
    why: "pods with any account of the cluster",
  },
  {
    groups: ["apps"],
    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    verbs: MAKES,
    why: "pods with any account of the cluster",
  },
  { groups: ["batch"], resources: ["cronjobs", "jobs"], verbs: MAKES, why: "pods with any account of the cluster" },
  {
    groups: [""],
    resources: ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy", "nodes/proxy"],
    verbs: [...SESSIONS, "update", "patch", "delete"],
    why: "commands in every pod",
  },
  { groups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"], why: "commands in every pod" },
  { groups: [""], resources: ["serviceaccounts/token"], verbs: ["create"], why: "tokens of every account" },
  {
    groups: ["rbac.authorization.k8s.io"],
    resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
    verbs: WRITES,
    why: "who holds which rights",
  },
  {
    groups: ["certificates.k8s.io"],
    resources: ["certificatesigningrequests/approval", "certificatesigningrequests/status"],
    verbs: ["update", "patch"],
    why: "client certificates of anybody",
  },
  {
    groups: ["certificates.k8s.io"],
    resources: ["signers"],
    verbs: ["approve", "sign"],
    why: "client certificates of anybody",
  },
  {
    groups: ["admissionregistration.k8s.io"],
    resources: [
      ...["mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations"],
      ...["validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations"],
    ],
    verbs: WRITES,
    why: "what admission lets through, and who sees every object",
  },
  { groups: ["apiregistration.k8s.io"], resources: ["apiservices"], verbs: WRITES, why: "parts of the API" },
];

/** Paths of the API server from which whatever it holds in memory, or logs of the machine, can be read. */
export const INSIDES = ["/configz", "/debug", "/logs"];

/** What a rule of a role gives that is as good as a master key, where a binding of this reach hands it out: every reason. */
export function masterKeysIn(rule: PolicyRuleFact, { clusterWide, people }: Reach): readonly string[] {
  const { resources, verbs, nonResourceUrls } = rule;
  const everything = resources.includes("*") && grantsGroup(rule, CENTRAL_GROUPS);
  const does = (wanted: readonly string[]) => verbs.includes("*") || verbs.some((verb) => wanted.includes(verb));
  if (everything && (verbs.includes("*") || ((clusterWide || people) && does(MAKES)))) return ["everything"];
  if (everything && clusterWide && does(READS)) return ["everything to read, secrets among it"];

  const takes = verbs.includes("*") || verbs.some((verb) => TAKES_RIGHTS.includes(verb.split(":")[0] ?? ""));
  if (takes && grantsGroup(rule, GROUPS_OF_RIGHTS) && TAKEN_FROM.some((name) => grantsResource(rule, name)))
    return ["rights that one does not hold"];

  // A node is one of the API, and somebody to act as.
  if (takes && grantsGroup(rule, ["authentication.k8s.io"]) && grantsResource(rule, "nodes"))
    return ["rights that one does not hold"];

  if (!clusterWide || !people) return [];
  const powers = POWERS.filter(
    (power) =>
      grantsGroup(rule, power.groups) &&
      power.resources.some((name) => grantsResource(rule, name)) &&
      does(power.verbs),
  ).map(({ why }) => why);
  const insides = nonResourceUrls
    .filter((url) => url.startsWith("/*") || url === "*" || INSIDES.some((path) => url.startsWith(path)))
    .map((url) => `what the API server holds, by ${url}`);
  return [...new Set([...powers, ...insides])];
}

function grantsGroup({ apiGroups }: PolicyRuleFact, wanted: readonly string[]): boolean {
  return apiGroups.some((group) => group === "*" || wanted.includes(group));
}

/** `*` is every resource with every sub-resource, and `*` before a slash is every resource that has one of that name. */
function grantsResource({ resources }: PolicyRuleFact, wanted: string): boolean {
  const subResource = wanted.split("/")[1];
  return resources.some(
    (name) => name === "*" || name === wanted || (subResource !== undefined && name === `*/${subResource}`),
  );
}
