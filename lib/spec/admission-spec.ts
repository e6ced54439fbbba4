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

/** A namespace that is no tenant's: an ingress, a network plug-in, a policy engine. Pods in it are judged by none of the policies for tenants. */
export interface PlatformNamespaceInput {
  /** The exact name, a DNS label; `kube-system` is always one. */
  readonly name: string;
  /** What runs there and why it cannot be a tenant: 10 to 200 characters. */
  readonly why: string;
}

/**
 * Policies that may warn for a while. Not among them: `quota-present`, `default-limits-present` and `default-deny-present`, of which the
 * API server refuses a missing parameter whatever a binding says, and whose guards come with the tenant's manifests; what holds an
 * emergency to its hour (`break-glass-makes-nothing`), and what stands in the place of Pod Security (`log-forwarder-alone`).
 */
export const WARNABLE_POLICIES = [
  "guards-stay",
  "images-by-digest",
  "images-from-listed-registries",
  "internal-services",
  "no-entering-pods",
  "no-master-bindings",
  "no-powerful-roles",
  "no-stray-namespaces",
  "no-token-secrets",
  "no-work-in-default",
  "own-service-account",
  "people-have-attributes",
  "read-only-root",
  "requests-and-limits",
  "short-lived-client-certificates",
  "tenant-namespaces-stay-restricted",
  "webhooks-inside",
] as const;

/** The longest time for which a policy may warn, in days. */
export const LONGEST_WARNING_DAYS = 92;

/**
 * A policy that warns and records in place of refusing, from one moment to another: for a cluster that already runs something. The API
 * server itself looks at its clock, so that the policy refuses again with nobody's doing. Weakens the cluster by what the policy refuses, for that time.
 */
export interface WarnOnlyInput {
  /** The policy, by its name in docs/admission.md. */
  readonly policy: (typeof WARNABLE_POLICIES)[number];
  /** From when it only warns, a moment in UTC such as `2026-12-01T08:00:00Z`. Before, it refuses. */
  readonly from: string;
  /** When it refuses again, a moment in UTC after `from` and at most 92 days later; within a quarter of a minute of it. */
  readonly until: string;
  /** What must be mended meanwhile, and who does so: 10 to 200 characters. */
  readonly why: string;
}

/** What a limit of events counts: all of them, those of one namespace, of one user, or about one thing from one source. */
export const EVENT_LIMIT_TYPES = ["Server", "Namespace", "User", "SourceAndObject"] as const;

/**
 * How many events the API server accepts. Looser when larger: events fill the store that everything else is kept in.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-eventratelimit.v1alpha1/
 */
export interface EventRateLimitInput {
  readonly type: (typeof EVENT_LIMIT_TYPES)[number];
  /** Events in a second: 1 to 5000. */
  readonly qps: number;
  /** Events at once: 1 to 10000, and at least `qps`. */
  readonly burst: number;
  /**
   * How many namespaces, users or things are counted at the same time: 1 to 100000; with more, the one that was quiet for the
   * longest begins anew. Not for `Server`, of which there is one.
   *
   * @default - 4096, the API server's own
   */
  readonly cacheSize?: number | undefined;
}

/** Plugins of the API server that may be switched on beside those that always are, and those that every version switches on by itself. */
export const FURTHER_PLUGINS = [
  "AlwaysPullImages",
  "ExtendedResourceToleration",
  "LimitPodHardAntiAffinityTopology",
  "OwnerReferencesPermissionEnforcement",
] as const;

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

  /**
   * Namespaces that are no tenant's. Everybody else's new namespaces are refused, and pods in those that are there. Weakens the cluster by what may run in them.
   *
   * @default - none: beside `kube-system` there are tenants alone
   */
  readonly platformNamespaces?: readonly PlatformNamespaceInput[] | undefined;

  /**
   * Policies that warn and record in place of refusing, each for at most 92 days.
   *
   * @default - none: every policy refuses
   */
  readonly warnOnly?: readonly WarnOnlyInput[] | undefined;

  /**
   * How many events are accepted: one limit of each type, `Server` and `Namespace` among them. On your own machines only:
   * Amazon EKS sets its own.
   *
   * @default - 500 a second for the whole server, 50 for a namespace
   */
  readonly eventRateLimits?: readonly EventRateLimitInput[] | undefined;

  /**
   * Plugins beside NodeRestriction, DenyServiceExternalIPs and EventRateLimit, which are always on. With `AlwaysPullImages` no pod starts
   * while its registry is away. On your own machines only: Amazon EKS fixes the list.
   *
   * @default - no further plugin
   * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
   */
  readonly plugins?: readonly (typeof FURTHER_PLUGINS)[number][] | undefined;
}

/** Checked rules of admission. */
export interface AdmissionSpec extends Omit<AdmissionInput, "exceptions" | "platformNamespaces" | "warnOnly"> {
  readonly exceptions: readonly AdmissionExceptionInput[];
  readonly platformNamespaces: readonly PlatformNamespaceInput[];
  readonly warnOnly: readonly WarnOnlyInput[];
}
