import type { AuditedResources, AuditRuleFact } from "../facts/audit-policy";

/** What a request is about, as the API server takes it apart: `pods/exec` with its sub-resource, or a path. */
export type AuditTarget =
  | { readonly verb: string; readonly group: string; readonly resource: string }
  | { readonly verb: string; readonly path: string };

/**
 * Whether a rule is about such a request, whoever sends it, in whatever namespace, and whatever the object is called.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.35.0/staging/src/k8s.io/apiserver/pkg/audit/policy/checker.go
 */
export function isAbout(rule: AuditRuleFact, target: AuditTarget): boolean {
  if (rule.verbs.length > 0 && !rule.verbs.includes(target.verb)) return false;
  const aboutResources = rule.resources.length > 0 || rule.namespaces.length > 0;
  if ("path" in target)
    return rule.nonResourceUrls.length > 0 && !aboutResources
      ? rule.nonResourceUrls.some((pattern) => matchesPath(pattern, target.path))
      : !aboutResources;
  if (rule.nonResourceUrls.length > 0 && !aboutResources) return false;
  return rule.resources.length === 0 || entriesFor(rule, target).length > 0;
}

/** The rule's entries that name the resource of a request. */
export function entriesFor(
  rule: AuditRuleFact,
  { group, resource }: { readonly group: string; readonly resource: string },
): readonly AuditedResources[] {
  return rule.resources.filter(
    (entry) =>
      entry.group === group &&
      (entry.resources.length === 0 || entry.resources.some((pattern) => matchesResource(pattern, resource))),
  );
}

/** `pods` is not `pods/exec`; `pods/*` is all sub-resources and pods themselves, and `*` is everything of the group. */
function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === "*" || pattern === resource) return true;
  if (!pattern.includes("*")) return false;
  const [name, subResource] = resource.split("/");
  if (pattern.startsWith("*/") && subResource !== undefined && subResource === pattern.slice(2)) return true;
  return pattern.endsWith("/*") && pattern.slice(0, -2) === name;
}

function matchesPath(pattern: string, path: string): boolean {
  if (pattern === "*" || pattern === path) return true;
  return pattern.endsWith("*") && path.startsWith(pattern.replace(/\*+$/, ""));
}
