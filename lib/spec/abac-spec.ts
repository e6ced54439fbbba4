import type { OidcGroupInput } from "./access-spec";

/**
 * One line of an ABAC policy file, for a program or a rule book that knows nothing else. RBAC says the same more narrowly, is
 * changed without restarting the API server, and is seen by everybody who looks for who may do what; so each line is a
 * warning in every summary. It reads and never writes. Data-center and edge profiles only: Amazon EKS takes no policy file.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/abac/
 */
export interface AbacGrantInput {
  /** Who may read: a group of the identity provider, which proves a second factor. */
  readonly who: OidcGroupInput;

  /** The one tenant's namespace in which it holds; it must be declared under `tenants`. */
  readonly namespace: string;

  /** The API group, exact: the empty string for the core group, otherwise a DNS name such as `apps`. */
  readonly apiGroup: string;

  /**
   * The resource in lower-case plural, such as `configmaps`. Not `secrets`, and none whose sub-resources lead into pods,
   * machines or accounts (`pods`, `services`, `nodes`, `serviceaccounts`): ABAC knows no sub-resources, so `pods` would also be
   * `pods/exec`, `pods/proxy` and `pods/log`.
   */
  readonly resource: string;

  /** Why a role does not do: 10 to 200 characters. */
  readonly why: string;
}
