/** One rule of a role: what may be done with which resources. Everything is spelled out; there is no wildcard. */
export interface PolicyRule {
  /** API groups; the core group is the empty string. */
  readonly apiGroups: readonly string[];
  /** Resources in lower-case plural, sub-resources after a slash. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}
