import type { FactBase } from "./fact-base";

/** Resources of one API group that a rule of an audit policy names. */
export interface AuditedResources {
  /** The core group is the empty text. */
  readonly group: string;
  /** By name, with sub-resource or not; an asterisk stands for every name on its side of the slash. None means all of the group. */
  readonly resources: readonly string[];
  /** Names of objects, if it matches no others. */
  readonly names: readonly string[];
}

/** One rule of an audit policy, as written. Absent lists match everything. */
export interface AuditRuleFact {
  readonly level: string;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly resources: readonly AuditedResources[];
  readonly nonResourceUrls: readonly string[];
  readonly namespaces: readonly string[];
  /** Stages that it does not record, beside those of the whole policy. */
  readonly omitStages: readonly string[];
}

/** An audit policy (`audit.k8s.io`, kind Policy). The first matching rule decides; no match records nothing. */
export interface AuditPolicyFact extends FactBase {
  readonly kind: "audit-policy";
  readonly omitStages: readonly string[];
  readonly rules: readonly AuditRuleFact[];
}
