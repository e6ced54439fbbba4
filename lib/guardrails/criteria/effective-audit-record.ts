import type { AuditPolicyFact, AuditRuleFact } from "../facts/audit-policy";
import { type AuditLevel, LEVELS } from "./audit-levels";
import { type AuditTarget, entriesFor, isAbout } from "./audit-rule-matching";

/** One request, of somebody. */
export type AuditedRequest = { readonly user: string; readonly groups: readonly string[] } & (
  | Extract<AuditTarget, { readonly path: string }>
  | (Extract<AuditTarget, { readonly resource: string }> & {
      /** Empty outside of any, and of requests over all of them. A request about a Namespace stands in that one. */
      readonly namespace: string;
      /** Empty of requests over many objects, and of those that make one. */
      readonly name: string;
    })
);

/** What becomes of a request. */
export interface AuditRecord {
  readonly level: AuditLevel;
  /** The rule that decides; undefined where none matches, and nothing is recorded. */
  readonly rule: number | undefined;
  readonly omitStages: readonly string[];
}

/**
 * How a policy records one request: by the first rule that matches. A level that is none counts as nothing recorded.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy
 */
export function effectiveRecord(policy: AuditPolicyFact, request: AuditedRequest): AuditRecord {
  const index = policy.rules.findIndex((rule) => matches(rule, request));
  const rule = policy.rules[index];
  const stages = new Set([...policy.omitStages, ...(rule?.omitStages ?? [])]);
  return {
    level: LEVELS.find((level) => level === rule?.level) ?? "None",
    rule: rule === undefined ? undefined : index,
    omitStages: [...stages].sort(),
  };
}

function matches(rule: AuditRuleFact, request: AuditedRequest): boolean {
  if (!isAbout(rule, request)) return false;
  if (rule.users.length > 0 && !rule.users.includes(request.user)) return false;
  if (rule.userGroups.length > 0 && !request.groups.some((group) => rule.userGroups.includes(group))) return false;
  if ("path" in request) return true;
  if (rule.namespaces.length > 0 && !rule.namespaces.includes(request.namespace)) return false;
  return (
    rule.resources.length === 0 ||
    entriesFor(rule, request).some(
      ({ resources, names }) => resources.length === 0 || names.length === 0 || names.includes(request.name),
    )
  );
}
