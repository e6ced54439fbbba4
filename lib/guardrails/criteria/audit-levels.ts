import type { AuditRuleFact } from "../facts/audit-policy";
import { type AuditTarget, entriesFor, isAbout } from "./audit-rule-matching";

/** One request, of nobody in particular. */
export type AuditedAction =
  | Extract<AuditTarget, { readonly path: string }>
  // A request about a Namespace counts as one within it.
  | (Extract<AuditTarget, { readonly resource: string }> & { readonly namespaced: boolean });

/** Levels by how much they record. */
export const LEVELS = ["None", "Metadata", "Request", "RequestResponse"] as const;
export type AuditLevel = (typeof LEVELS)[number];

/**
 * The levels at which an action may be recorded, for whoever asks and whatever is asked about: that of the first rule which
 * matches in any case, and those of rules before it that match some users, namespaces or names. Nothing is recorded of what
 * no rule matches.
 *
 * @param routineOf users and groups that are not meant: what rules say of these alone is not among the levels
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy
 */
export function possibleLevels(
  rules: readonly AuditRuleFact[],
  action: AuditedAction,
  routineOf: readonly string[] = [],
): readonly { readonly level: AuditLevel; readonly rule: number | undefined }[] {
  const found: { level: AuditLevel; rule: number | undefined }[] = [];
  for (const [index, rule] of rules.entries()) {
    const match = isOnlyOf(rule, routineOf) ? "never" : matches(rule, action);
    if (match === "never") continue;
    found.push({ level: LEVELS.find((level) => level === rule.level) ?? "None", rule: index });
    if (match === "always") return found;
  }
  return [...found, { level: "None", rule: undefined }];
}

function isOnlyOf({ users, userGroups }: AuditRuleFact, these: readonly string[]): boolean {
  return [users, userGroups].some((names) => names.length > 0 && names.every((name) => these.includes(name)));
}

function matches(rule: AuditRuleFact, action: AuditedAction): "never" | "some" | "always" {
  if (!isAbout(rule, action)) return "never";
  const whoever = rule.users.length === 0 && rule.userGroups.length === 0;
  if ("path" in action) return whoever ? "always" : "some";
  if (rule.namespaces.length > 0) return action.namespaced || rule.namespaces.includes("") ? "some" : "never";
  const entries = entriesFor(rule, action);
  const whatever =
    rule.resources.length === 0 || entries.some(({ resources, names }) => resources.length === 0 || names.length === 0);
  return whoever && whatever ? "always" : "some";
}
