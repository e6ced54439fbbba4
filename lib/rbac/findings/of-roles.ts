import type { DangerousGrant } from "../../guardrails/criteria/dangerous-grants";
import { bindingKey } from "../binding";
import { CLUSTER_CONFIGURATION, dangersIn, falseWildcardsIn, insidePathsIn, isIn, wildcardsIn } from "../dangers";
import { grouped } from "../grouped";
import { describeRule, type PolicyRule, ruleText } from "../policy-rule";
import { describeRole, type Role, roleKey } from "../role";
import type { RbacFinding } from "./finding";
import { clusterScopedIn, misspeltIn } from "./misspelt";
import { holdersOf, type Linted, sourcesOf } from "./linted";

/** What is found in roles by what they grant themselves, whoever holds them. */
export function findInRoles(all: Linted): readonly RbacFinding[] {
  return [...grouped(all.ownRoles, roleKey)].flatMap(([key, documents]) => findInRole(all, key, documents));
}

function findInRole(all: Linted, key: string, documents: readonly Role[]): readonly RbacFinding[] {
  const [first] = documents;
  if (first === undefined) return [];
  const of = describeRole(first);
  const sources = sourcesOf(documents);
  // Of one that gathers, what it gathers: by files, by defaults, and what a circle may have kept.
  const expanded = all.expanded.roles.get(key);
  const written = [...(expanded?.rules ?? []), ...(expanded?.possible ?? [])];
  // What grants nothing is no danger besides.
  const rules = written.flatMap((rule) => withoutIdle(rule, first.kind));
  const held = holdersOf(all, key);
  const heldBy = held.length === 0 ? ["nobody, by these files"] : held;
  const find = (id: RbacFinding["id"], message: string) => ({ id, of, sources, message, heldBy });
  return [
    ...rules.flatMap((rule) => {
      const wildcards = wildcardsIn(rule);
      const among = rule.resources.includes("*") ? dangersIn(rule).map(({ id }) => id) : [];
      const dangers = among.length === 0 ? "" : `; among it: ${among.join(", ")}`;
      return wildcards.length === 0
        ? []
        : [find("wildcard", `${describeRule(rule)}: ${wildcards.join(", ")}${dangers}`)];
    }),
    ...dangerousIn(all, first, rules).map(({ danger, of: rule }) =>
      find("dangerous-right", `${danger.id}: ${rule}: ${danger.why}`),
    ),
    ...rules
      .flatMap(insidePathsIn)
      .map((path) => find("dangerous-right", `inside-paths: ${path}: it reads what the API server holds in memory`)),
    ...rules.flatMap((rule) => {
      const looks = falseWildcardsIn(rule);
      return looks.length === 0 ? [] : [find("false-wildcard", `${looks.join(", ")} in: ${describeRule(rule)}`)];
    }),
    ...written.filter(isIdle).map((rule) => find("grants-nothing", idleWords(rule))),
    ...written.flatMap((rule) =>
      misspeltIn(rule).map((words) => find("grants-nothing", `${words}, in: ${describeRule(rule)}`)),
    ),
    ...written.flatMap((rule) => clusterScopedWords(rule, first.kind).map((words) => find("grants-nothing", words))),
    ...idlePaths(all, first, written).map((message) => find("grants-nothing", message)),
    ...aggregationOf(all, key, documents).map((message) => find("aggregation", message)),
    ...(new Set(documents.map(contentOf)).size > 1
      ? [find("written-twice", `${documents.length} documents of this name differ; all of them are counted together`)]
      : []),
  ];
}

/** The dangers of a role, each with the rules that bring it. What grants every resource says so by its wildcard. */
export function dangerousIn(
  all: Linted,
  role: Pick<Role, "kind" | "namespace" | "name">,
  rules: readonly PolicyRule[],
): readonly { readonly danger: DangerousGrant; readonly of: string }[] {
  const single = rules.filter(({ resources }) => !resources.includes("*"));
  const inConfiguration = isHeldInConfiguration(all, role) ? [CLUSTER_CONFIGURATION] : [];
  const found = new Map<DangerousGrant, string[]>();
  for (const rule of single)
    for (const danger of [...dangersIn(rule), ...inConfiguration.filter((one) => isIn(rule, one))])
      found.set(danger, [...(found.get(danger) ?? []), describeRule(rule)]);
  return [...found].map(([danger, of]) => ({ danger, of: of.join("; ") }));
}

/** Whether a role is held where configuration of the cluster is kept. */
function isHeldInConfiguration({ ownBindingsOf }: Linted, role: Pick<Role, "kind" | "namespace" | "name">): boolean {
  const bound = ownBindingsOf.get(roleKey(role)) ?? [];
  return bound.some(({ kind, namespace }) => kind === "ClusterRoleBinding" || namespace === "kube-system");
}

/** A rule without what grants nothing in it. */
function withoutIdle(rule: PolicyRule, kind: Role["kind"]): readonly PolicyRule[] {
  if (isIdle(rule)) return [];
  const idle = clusterScopedIn(rule, kind);
  if (idle.length === 0) return [rule];
  const resources = rule.resources.filter((name) => !idle.includes(name));
  return resources.length === 0 ? [] : [{ ...rule, resources }];
}

function clusterScopedWords(rule: PolicyRule, kind: Role["kind"]): readonly string[] {
  const idle = clusterScopedIn(rule, kind);
  return idle.length === 0
    ? []
    : [
        `${idle.join(", ")} ${idle.length === 1 ? "belongs" : "belong"} to no namespace, and a Role grants nothing of it; a ClusterRole with a ClusterRoleBinding was probably meant, in: ${describeRule(rule)}`,
      ];
}

/** Rules that name objects for verbs that name none. By apply an object is created under its name, with `patch`. */
function isIdle({ resourceNames, resources, verbs }: PolicyRule): boolean {
  return (
    resourceNames.length > 0 &&
    resources.every((name) => name !== "*" && !name.includes("/")) &&
    verbs.length > 0 &&
    verbs.every((verb) => verb === "create" || verb === "deletecollection")
  );
}

function idleWords(rule: PolicyRule): string {
  return `${describeRule(rule)}: nothing has a name yet when it is created, so names allow nothing (but to apply, which needs patch too)`;
}

/** Paths hold for requests of no namespace, so a RoleBinding hands none of them out. */
function idlePaths({ ownBindingsOf }: Linted, role: Role, rules: readonly PolicyRule[]): readonly string[] {
  const bound = ownBindingsOf.get(roleKey(role)) ?? [];
  if (bound.length === 0 || bound.some(({ kind }) => kind === "ClusterRoleBinding")) return [];
  return rules
    .filter(({ nonResourceUrls }) => nonResourceUrls.length > 0)
    .map(
      (rule) =>
        `${describeRule(rule)}: paths are granted by a ClusterRoleBinding alone, and only RoleBindings name this role`,
    );
}

const AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

function aggregationOf({ expanded }: Linted, key: string, documents: readonly Role[]): readonly string[] {
  const role = expanded.roles.get(key);
  const selectors = documents.flatMap(({ aggregates }) => aggregates ?? []);
  const into = documents
    .flatMap(({ labels }) => Object.entries(labels))
    .filter(([label, value]) => label.startsWith(AGGREGATE_TO) && value === "true")
    .map(([label]) => label.slice(AGGREGATE_TO.length));
  const dangerous = [
    ...new Set((role?.rules ?? []).flatMap((rule) => [...dangersIn(rule).map(({ id }) => id), ...wildcardsIn(rule)])),
  ];
  return [
    ...(selectors.some(
      ({ matchLabels, matchExpressions }) => Object.keys(matchLabels).length + matchExpressions.length === 0,
    )
      ? ["an empty selector gathers the rules of every ClusterRole"]
      : []),
    ...(selectors.length > 0 && documents.some(({ rules }) => rules.length > 0)
      ? ["its own rules hold only until the controller writes those that it gathers over them"]
      : []),
    ...(role?.inCircle === true
      ? ["it gathers from itself by way of other roles: what was ever in one of them may stay"]
      : []),
    ...(dangerous.length > 0
      ? [...new Set(into)].map((name) => `everybody who holds ${name} is granted by it: ${dangerous.join(", ")}`)
      : []),
  ];
}

function contentOf({ rules, aggregates, labels }: Role): string {
  return JSON.stringify([rules.map(ruleText), aggregates ?? null, Object.entries(labels).sort()]);
}

/** Bindings of one name that differ. */
export function findTwiceBound({ ownBindings }: Linted): readonly RbacFinding[] {
  return [...grouped(ownBindings, bindingKey).values()]
    .filter((documents) => new Set(documents.map(({ role, subjects }) => JSON.stringify([role, subjects]))).size > 1)
    .map((documents) => ({
      id: "written-twice" as const,
      of: `${documents[0]?.kind} ${[documents[0]?.namespace, documents[0]?.name].filter((part) => part !== "").join("/")}`,
      sources: sourcesOf(documents),
      message: `${documents.length} documents of this name differ; all of them are counted together`,
    }));
}
