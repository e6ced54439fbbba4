/** A group from an identity provider, without the prefix `oidc:` or `oidc-<provider>:` that the cluster adds. */
export interface OidcGroupInput {
  readonly method: "oidc";
  /**
   * The name of the provider among `authentication.methods` that vouches for the group.
   *
   * @default - the provider without a name
   */
  readonly provider?: string | undefined;
  /** 1 to 128 characters; must not begin with `system:` or with the prefix of a method. */
  readonly group: string;
}

/**
 * One user of an identity provider, without the prefix that the cluster adds: the value of `usernameClaim` in his tokens. Prefer
 * groups: who leaves a team loses its group, and nobody remembers a binding of his name.
 */
export interface OidcUserInput {
  readonly method: "oidc";
  /**
   * The name of the provider among `authentication.methods` that vouches for the user.
   *
   * @default - the provider without a name
   */
  readonly provider?: string | undefined;
  /** 1 to 128 characters; must not begin with `system:` or with the prefix of a method. */
  readonly user: string;
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

/** The common name (`CN=`) of a client certificate, without the `cert:` prefix that the certificate must carry. */
export interface CertificateUserInput {
  readonly method: "client-certificate";
  /** As the group of a certificate: 1 to 59 characters. */
  readonly user: string;
}

/**
 * A workload, by its service account. It holds personas of machines alone, and none of people.
 *
 * @see https://kubernetes.io/docs/concepts/security/service-accounts/
 */
export interface ServiceAccountInput {
  readonly method: "service-account";
  /** The namespace of the account: that of a declared tenant. */
  readonly namespace: string;
  /** The account: an RFC 1123 label of 1 to 63 characters, not `default`, which every pod has that asks for nothing. */
  readonly name: string;
}

/** A group that the authenticating proxy vouches for, without the `proxy:` prefix that the proxy must put before it. */
export interface ProxyGroupInput {
  readonly method: "authenticating-proxy";
  /** 1 to 128 characters; must not begin with `system:` or with the prefix of a method. */
  readonly group: string;
}

/** Somebody, by the method that proves who it is. */
export type SubjectInput =
  | OidcGroupInput
  | OidcUserInput
  | IamRoleInput
  | CertificateGroupInput
  | CertificateUserInput
  | ServiceAccountInput
  | ProxyGroupInput;

/**
 * The roles that the library brings. Each is a role of its own with nothing but what is written out in `docs/authorization.md`; the
 * built-in `edit` and `admin` are not used, for they read secrets, make pods and act as service accounts. No persona reads
 * secrets, makes or changes what pods run, enters pods, or touches roles, bindings, admission or certificates.
 *
 * - `viewer`: reads the workloads of its namespaces. Needs a method with MFA.
 * - `developer`: a viewer who also reads logs and ConfigMaps, deletes pods and scales. It does not deploy: whoever makes pods mounts any
 *   secret of the namespace, so that what runs comes by the reviewed, pulled manifests. Needs a method with MFA.
 * - `operator`: sees workloads, machines, storage and bounds of the whole cluster, deletes and evicts pods, and scales. No logs and no
 *   ConfigMaps, which are the tenants'. Needs a method with MFA.
 * - `auditor`: reads how the whole cluster is configured: roles, bindings, admission, network policies, bounds, workloads. Changes
 *   nothing, and sees neither logs nor ConfigMaps. Needs a method with MFA.
 * - `recovery`: reads workloads and nodes of the whole cluster and deletes pods, so that somebody can act while the
 *   identity provider is down. The only persona for people whose method proves no MFA.
 * - `watcher`: for service accounts alone: reads pods, Services and endpoints of its namespaces, as finding them by the API needs.
 */
export type Persona = "viewer" | "developer" | "operator" | "auditor" | "recovery" | "watcher";

/** A persona that the description itself declares under `personas`. */
export interface OwnPersonaReference {
  /** Its name. */
  readonly own: string;
}

/** One grant: who holds which persona, and where. */
export interface AccessInput<Subject extends SubjectInput = SubjectInput> {
  readonly who: Subject;

  /** A persona of the library, or `{ own: "name" }` for one of your own. */
  readonly persona: Persona | OwnPersonaReference;

  /**
   * The tenants' namespaces in which a `viewer`, `developer`, `watcher`, or a persona of your own with the reach `namespaces` acts; each
   * must be declared under `tenants`. `operator`, `auditor`, `recovery` and personas of your own with the reach `cluster` take none.
   *
   * @default - no namespace: a persona of namespaces without the list is refused
   */
  readonly namespaces?: readonly string[] | undefined;

  /**
   * When the grant ends, a moment in UTC such as `2026-12-01T18:00:00Z`: its bindings are apart from all others, and a timer on each
   * control-plane machine takes them away within two minutes. Beside it the same subject may hold less for good. It is no way in that
   * counts. Data-center profile only.
   *
   * @default - the grant holds as long as it stands here
   */
  readonly until?: string | undefined;
}
