import type { AuditPolicyFact, AuditRuleFact } from "../facts/audit-policy";

/** One request, of nobody in particular. */
export type AuditedAction =
  | { readonly verb: string; readonly group: string; readonly resource: string; readonly namespaced: boolean }
  | { readonly verb: string; readonly path: string };

/** Levels by how much they record. */
export const LEVELS = ["None", "Metadata", "Request", "RequestResponse"] as const;
export type AuditLevel = (typeof LEVELS)[number];

/**
 * The levels at which an action may be recorded, for whoever asks and whatever is asked about: that of the first rule which
 * matches in any case, and those of rules before it that match some users, namespaces or names. Nothing is recorded of what
 * no rule matches.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy
 */
export function possibleLevels(
  policy: AuditPolicyFact,
  action: AuditedAction,
): readonly { readonly level: AuditLevel; readonly rule: number | undefined }[] {
  const found: { level: AuditLevel; rule: number | undefined }[] = [];
  for (const [index, rule] of policy.rules.entries()) {
    const match = matches(rule, action);
    if (match === "never") continue;
    found.push({ level: LEVELS.find((level) => level === rule.level) ?? "None", rule: index });
    if (match === "always") return found;
  }
  return [...found, { level: "None", rule: undefined }];
}

function matches(rule: AuditRuleFact, action: AuditedAction): "never" | "some" | "always" {
  if (rule.verbs.length > 0 && !rule.verbs.includes(action.verb)) return "never";
  if (!matchesTarget(rule, action)) return "never";
  const limited =
    rule.users.length > 0 || rule.userGroups.length > 0 || rule.namespaces.length > 0 || rule.resourceNames.length > 0;
  return limited ? "some" : "always";
}

function matchesTarget(rule: AuditRuleFact, action: AuditedAction): boolean {
  const aboutResources = rule.resources.length > 0 || rule.namespaces.length > 0;
  if ("path" in action) {
    if (rule.nonResourceUrls.length > 0)
      return rule.nonResourceUrls.some((pattern) => matchesPath(pattern, action.path));
    return !aboutResources;
  }
  if (rule.nonResourceUrls.length > 0 && !aboutResources) return false;
  if (rule.namespaces.length > 0 && !action.namespaced && !rule.namespaces.includes("")) return false;
  return (
    rule.resources.length === 0 ||
    rule.resources.some((pattern) => matchesResource(pattern, action.group, action.resource))
  );
}

/** `pods` is not `pods/exec`; `pods/*` is all sub-resources and pods themselves, and `*` is everything of the group. */
function matchesResource(pattern: string, group: string, resource: string): boolean {
  const slash = pattern.indexOf("/");
  if (pattern.slice(0, slash) !== group) return false;
  const wanted = pattern.slice(slash + 1);
  if (wanted === "*" || wanted === resource) return true;
  const [name, subResource] = resource.split("/");
  if (wanted.startsWith("*/")) return subResource === wanted.slice(2);
  return wanted.endsWith("/*") && wanted.slice(0, -2) === name;
}

function matchesPath(pattern: string, path: string): boolean {
  if (pattern === "*" || pattern === path) return true;
  return pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1));
}
