/** One rule of a persona of your own: what may be done with which resources. No wildcards. */
export interface OwnPersonaRuleInput {
  /** API groups, `""` for the core one; 1 to 20. */
  readonly apiGroups: readonly string[];
  /** Resources in lower-case plural, sub-resources after a slash: `pods`, `pods/log`; 1 to 50. */
  readonly resources: readonly string[];
  /** Verbs of RBAC: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; at least one. */
  readonly verbs: readonly string[];
}

/**
 * A persona of your own, where none of the library's fits. Its role is named `portcullis:own:<name>`, or `portcullis:machine:<name>`
 * when service accounts hold it. A rule with a wildcard, or with a right by which its holder takes more than it says, is refused, whoever
 * asks: reading secrets, making or changing workloads, entering pods, roles and bindings, admission, certificates, tokens,
 * quotas, traffic, and objects of other API groups on which controllers act.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export interface OwnPersonaInput {
  /** An RFC 1123 label of 1 to 40 characters. */
  readonly name: string;

  /** Who needs it and for what, in 10 to 200 characters; stands on the role as an annotation. */
  readonly why: string;

  /** `people` prove a second factor; `machines` are service accounts of tenants. Nobody holds both kinds. */
  readonly heldBy: "people" | "machines";

  /** Whether it is bound in the namespaces that a grant names, or in the whole cluster. For `machines` only `namespaces`. */
  readonly reach: "namespaces" | "cluster";

  /** 1 to 50 rules. */
  readonly rules: readonly OwnPersonaRuleInput[];
}
