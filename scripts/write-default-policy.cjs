// Writes lib/rbac/default-policy/written.ts: the roles and bindings that an API server makes for itself on its first start. Reads, from
// standard input, what `kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json` prints of one that has
// nothing else. test/conformance/rbac.test.ts compares the file with a server that it starts.
"use strict";
const { execFileSync } = require("node:child_process");
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const BOOTSTRAPPING = "kubernetes.io/bootstrapping";
const target = join(__dirname, "..", "lib", "rbac", "default-policy", "written.ts");

function ruleText({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs }) {
  if (nonResourceURLs.length > 0) return `${verbs.join(" ")} on ${nonResourceURLs.join(" ")}`;
  const groups = apiGroups.map((group) => (group === "" ? "core" : group)).join(" ");
  const named = resourceNames.length === 0 ? "" : ` named ${resourceNames.join(" ")}`;
  return `${verbs.join(" ")} on ${resources.join(" ")} of ${groups}${named}`;
}

function subjectText({ kind, name, namespace }) {
  return kind === "ServiceAccount" ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

function roleOf({ metadata, rules, aggregationRule }) {
  const labels = Object.entries(metadata.labels ?? {}).filter(([label]) => label !== BOOTSTRAPPING);
  const selectors = (aggregationRule?.clusterRoleSelectors ?? []).map(({ matchLabels }) => Object.entries(matchLabels));
  return {
    name: metadata.name,
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    ...(labels.length > 0 && { labels: labels.map((pair) => pair.join("=")) }),
    ...(selectors.length > 0 && { aggregates: selectors.flat().map((pair) => pair.join("=")) }),
    rules: aggregationRule === undefined ? (rules ?? []).map(ruleText) : [],
  };
}

function bindingOf({ metadata, roleRef, subjects = [] }) {
  return {
    name: metadata.name,
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    role: `${roleRef.kind} ${roleRef.name}`,
    subjects: subjects.map(subjectText),
  };
}

const { items } = JSON.parse(readFileSync(0, "utf8"));
const byName = (a, b) => `${a.namespace ?? ""}/${a.name}`.localeCompare(`${b.namespace ?? ""}/${b.name}`, "en");
const of = (...kinds) => items.filter(({ kind }) => kinds.includes(kind));
const roles = of("Role", "ClusterRole").map(roleOf).sort(byName);
const bindings = of("RoleBinding", "ClusterRoleBinding").map(bindingOf).sort(byName);

const text = `import type { WrittenBinding, WrittenRole } from "./default-policy";

/** Written by scripts/write-default-policy.cjs from what an API server of Kubernetes 1.35 says. */
export const WRITTEN_ROLES: readonly WrittenRole[] = ${JSON.stringify(roles, undefined, 2)};

/** Written by scripts/write-default-policy.cjs from what an API server of Kubernetes 1.35 says. */
export const WRITTEN_BINDINGS: readonly WrittenBinding[] = ${JSON.stringify(bindings, undefined, 2)};
`;
writeFileSync(target, text);
execFileSync(process.execPath, [require.resolve("@biomejs/biome/bin/biome"), "format", "--write", target]);
