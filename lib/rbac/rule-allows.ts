import type { PolicyRule } from "./policy-rule";
import type { AccessRequest } from "./request";

/**
 * Whether one rule allows a request, as the RBAC authorizer of Kubernetes 1.35 has it: texts are compared as they are, `*` alone
 * is a wildcard, `*` before a slash is every resource that has a sub-resource of that name, and `*` at the end of a path is
 * whatever begins so. `pods/*` and `get*` are texts like any other.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!hasOrAll(rule.verbs, request.verb)) return false;
  if ("path" in request) return rule.nonResourceUrls.some((url) => pathMatches(url, request.path));
  const { apiGroup, resource, subresource, name } = request;
  return (
    hasOrAll(rule.apiGroups, apiGroup) &&
    rule.resources.some((written) => resourceMatches(written, resource, subresource)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}

/** Whether a resource of a rule means a resource, or its sub-resource where one is asked for. */
export function resourceMatches(written: string, resource: string, subresource: string): boolean {
  if (written === "*") return true;
  if (subresource === "") return written === resource;
  return written === `${resource}/${subresource}` || written === `*/${subresource}`;
}

/** Whether a path of a rule means a path. */
export function pathMatches(written: string, path: string): boolean {
  return written === "*" || written === path || (written.endsWith("*") && path.startsWith(written.replace(/\*+$/, "")));
}

export function hasOrAll(written: readonly string[], wanted: string): boolean {
  return written.includes("*") || written.includes(wanted);
}
