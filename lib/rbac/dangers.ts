import { DANGEROUS_GRANTS, type DangerousGrant } from "../guardrails/criteria/dangerous-grants";
import { INSIDES } from "../guardrails/criteria/master-keys";
import type { PolicyRule } from "./policy-rule";
import { hasOrAll, pathMatches, resourceMatches } from "./rule-allows";

const CHANGES = ["create", "update", "patch", "delete", "deletecollection"];

/** What the guard-rails refuse of written personas, and what besides has harmed clusters: by what a rule effectively grants. */
const DANGERS: readonly DangerousGrant[] = [
  ...DANGEROUS_GRANTS,
  {
    id: "taking-rights",
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterroles", "roles"],
    verbs: ["bind", "escalate"],
    why: "it hands out rights that one does not hold",
  },
  {
    id: "impersonation",
    apiGroups: ["", "authentication.k8s.io"],
    resources: ["groups", "serviceaccounts", "uids", "userextras", "users"],
    verbs: ["impersonate"],
    why: "it acts as somebody else, on record under that name",
  },
  {
    id: "impersonation",
    apiGroups: ["authentication.k8s.io"],
    resources: ["nodes"],
    verbs: ["impersonate"],
    why: "it acts as a machine, on record under that name",
  },
  {
    id: "pod-standing",
    apiGroups: ["", "storage.k8s.io"],
    resources: ["csinodes", "pods/eviction", "pods/status"],
    verbs: ["create", "update", "patch"],
    why: "it moves pods to other machines or vouches for what they are",
  },
];

/** In Kubernetes' own namespace configuration of the cluster is kept in what elsewhere is harmless. */
export const CLUSTER_CONFIGURATION: DangerousGrant = {
  id: "cluster-configuration",
  apiGroups: [""],
  resources: ["configmaps"],
  verbs: CHANGES,
  why: "in kube-system it changes how the cluster is configured, on Amazon EKS also who is let in (aws-auth)",
};

/** Whether a rule grants any of what a danger is about. */
export function isIn(rule: PolicyRule, { id, apiGroups, resources, verbs }: DangerousGrant): boolean {
  // A secret that is named can be looked at by whoever reviews the role; all of them cannot.
  if (id === "secrets" && rule.resourceNames.length > 0) return false;
  return (
    apiGroups.some((group) => hasOrAll(rule.apiGroups, group)) &&
    (verbs === undefined || verbs.some((verb) => grantsVerb(rule, verb))) &&
    resources.some((name) => {
      const [resource = "", subresource = ""] = name.split("/");
      return rule.resources.some(
        (written) =>
          resourceMatches(written, resource, subresource) ||
          // Each kind of extra is asked for as a sub-resource.
          (name === "userextras" && written.startsWith("userextras/")),
      );
    })
  );
}

/** Acting as others, from Kubernetes 1.36 on, also has narrow forms: `impersonate:user-info`. */
function grantsVerb({ verbs }: PolicyRule, verb: string): boolean {
  return hasOrAll(verbs, verb) || (verb === "impersonate" && verbs.some((one) => one.startsWith("impersonate:")));
}

/** What one may ask in another's name, of whatever resource. */
const ON_BEHALF: DangerousGrant = {
  id: "impersonation",
  apiGroups: [],
  resources: [],
  why: "it widens what those ask who may act as others",
};

/** The dangers in a rule, by what it effectively grants, wildcards and all. */
export function dangersIn(rule: PolicyRule): readonly DangerousGrant[] {
  const onBehalf = rule.verbs.some((verb) => verb.startsWith("impersonate-on:"));
  return [...DANGERS.filter((danger) => isIn(rule, danger)), ...(onBehalf ? [ON_BEHALF] : [])];
}

/** The wildcards of a rule, in words. */
export function wildcardsIn({ apiGroups, resources, verbs, nonResourceUrls }: PolicyRule): readonly string[] {
  return [
    ...(verbs.includes("*") ? ["every verb"] : []),
    ...(resources.includes("*") ? ["every resource"] : []),
    ...resources.filter((name) => /^\*\/./.test(name)).map((name) => `${name.slice(2)} of every resource`),
    ...(apiGroups.includes("*") ? ["every API group"] : []),
    ...nonResourceUrls.filter((url) => url === "*" || url === "/*").map(() => "every path"),
  ];
}

/** What looks like a wildcard and is compared as it is, so that it grants nothing or something else. */
export function falseWildcardsIn({ apiGroups, resources, verbs, nonResourceUrls }: PolicyRule): readonly string[] {
  return [
    ...[...verbs, ...apiGroups].filter((text) => text !== "*" && text.includes("*")),
    ...resources.filter((text) => text !== "*" && text.replace(/^\*\//, "").includes("*")),
    ...nonResourceUrls.filter((url) => url.replace(/\*+$/, "").includes("*")),
  ];
}

/** Paths by which one reads what the API server holds in memory, or logs of its machine. */
export function insidePathsIn({ nonResourceUrls }: PolicyRule): readonly string[] {
  return nonResourceUrls.filter(
    (url) => !/^\/?\*$/.test(url) && INSIDES.some((path) => url.startsWith(path) || pathMatches(url, path)),
  );
}
