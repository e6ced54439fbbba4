/** Which images tenants may run. They name images by digest in any case. */
export interface ImageRulesInput {
  /**
   * The registries, as images name them: a host with a dot or a port, and a path where the host is for everybody:
   * `registry.example.com`, `ghcr.io/your-team`. An empty list means that tenants run nothing.
   */
  readonly registries: readonly string[];
}

/** Kinds of objects that an exception can name. */
export const EXCEPTED_KINDS = [
  "ClusterRole",
  "ClusterRoleBinding",
  "MutatingWebhookConfiguration",
  "Role",
  "RoleBinding",
  "ValidatingWebhookConfiguration",
] as const;

/**
 * One object that the policies on rights and webhooks let pass: an operator that needs wildcards, the pull agent that
 * applies everything. Weakens the cluster by what that object holds; the policies carry the reason.
 */
export interface AdmissionExceptionInput {
  readonly kind: (typeof EXCEPTED_KINDS)[number];
  /**
   * The namespace of a Role or RoleBinding; the other kinds have none.
   *
   * @default - no namespace: the kind stands in none
   */
  readonly namespace?: string | undefined;
  /** The exact name, 1 to 253 characters; no pattern. */
  readonly name: string;
  /** Who needs it and for what: 10 to 200 characters. */
  readonly why: string;
}

/**
 * What admission policies let through. The policies themselves are always there.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export interface AdmissionInput {
  /**
   * Which images tenants may run.
   *
   * @default - images of any registry, by digest
   */
  readonly images?: ImageRulesInput | undefined;

  /**
   * Objects that the policies on rights and webhooks let pass.
   *
   * @default - no exception
   */
  readonly exceptions?: readonly AdmissionExceptionInput[] | undefined;
}

/** Checked rules of admission. */
export interface AdmissionSpec extends Omit<AdmissionInput, "exceptions"> {
  readonly exceptions: readonly AdmissionExceptionInput[];
}
