import type { FactBase } from "./fact-base";

/** One rule of an audit policy, as written. Absent lists match everything. */
export interface AuditRuleFact {
  readonly level: string;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  /** `group/resource` for each; the core group is empty: `/secrets`. */
  readonly resources: readonly string[];
  readonly nonResourceUrls: readonly string[];
  readonly namespaces: readonly string[];
  /** Names of objects, if it matches no others. */
  readonly resourceNames: readonly string[];
  /** Stages that it does not record, beside those of the whole policy. */
  readonly omitStages: readonly string[];
}

/** An audit policy (`audit.k8s.io`, kind Policy). The first matching rule decides; no match records nothing. */
export interface AuditPolicyFact extends FactBase {
  readonly kind: "audit-policy";
  readonly omitStages: readonly string[];
  readonly rules: readonly AuditRuleFact[];
}
