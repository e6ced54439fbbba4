/** A group from the identity provider, without the `oidc:` prefix that the cluster adds. */
export interface OidcGroupInput {
  readonly method: "oidc";
  /** 1 to 128 characters; must not begin with `system:` or with the prefix of a method. */
  readonly group: string;
}

/** An IAM role of the account that owns the cluster, or of another one. */
export interface IamRoleInput {
  readonly method: "aws-iam";
  /** The role's ARN, without a session name: `arn:aws:iam::123456789012:role/name`. */
  readonly role: string;
}

/** The organisation (`O=`) of a client certificate, without the `cert:` prefix that the certificate must carry. */
export interface CertificateGroupInput {
  readonly method: "client-certificate";
  /**
   * 1 to 59 characters (with its prefix, the 64 that X.509 allows); must not begin with `system:`, `kubeadm:` or with
   * the prefix of a method.
   *
   * @see https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1
   */
  readonly group: string;
}

/** Somebody, by the method that proves who it is. */
export type SubjectInput = OidcGroupInput | IamRoleInput | CertificateGroupInput;

/**
 * The roles that people hold.
 *
 * - `viewer`: reads the workloads of its namespaces; no secrets, nothing written. Needs a method with MFA.
 * - `recovery`: reads workloads and nodes of the whole cluster and deletes pods, so that somebody can act while the
 *   identity provider is down. The only persona for methods without MFA.
 */
export type Persona = "viewer" | "recovery";

/** One grant: who holds which persona, and where. */
export interface AccessInput<Subject extends SubjectInput = SubjectInput> {
  readonly who: Subject;
  readonly persona: Persona;

  /**
   * The tenants' namespaces that a `viewer` sees; each must be declared under `tenants`. `recovery` is for the whole
   * cluster and takes none.
   *
   * @default - no namespace: a viewer without the list is refused
   */
  readonly namespaces?: readonly string[] | undefined;
}
