/**
 * The controls of the hardening, one name for each thing a cluster does for its security. Every profile answers for
 * every one of them in its `capabilities.ts`, whose type does not compile while an answer is missing.
 */
export type Control =
  /** The API server has no address that the internet can route to. */
  | "private-endpoint"
  /** Nothing but the declared sources reaches the API server; each comes with its reason. */
  | "closed-inbound"
  /** Nodes drop, by a filter of their own, what nobody declared. */
  | "host-firewall"
  /** The API server refuses TLS versions and cipher suites below the library's floor. */
  | "tls-minimum-version"
  /** People log in with OpenID Connect, and only with proof of a second factor. */
  | "oidc-mfa"
  /** A second way in that shares no failure with the first. */
  | "second-method"
  /** Tokens are judged by an AuthenticationConfiguration file: rules in CEL, several issuers, no anonymous requests. */
  | "structured-authentication"
  /** Tokens of workloads are bound, short-lived and for this cluster alone; none is kept in a Secret. */
  | "service-account-tokens"
  /** Workloads get rights in the cloud by a short-lived role of their service account's own, bound to it. */
  | "workload-roles"
  /** A proxy that knows who asks is believed by its certificate, beside the aggregator and nobody else. */
  | "authenticating-proxy"
  /** Nobody holds more than the persona declared for him; whoever made the cluster holds nothing. */
  | "no-standing-admin"
  /** Named people are let in for at most an hour when all else has failed; nothing of it outlives the hour. */
  | "break-glass"
  /** Claims of the identity provider become attributes of people, and decide on writes and on entering pods. */
  | "attribute-rules"
  /** Grants by an ABAC policy file, for what knows nothing else, each with a warning. */
  | "abac"
  /** Grants with a moment at which they end, and something that takes them away then. */
  | "access-that-ends"
  /** Personas are bound by RBAC to groups that carry the prefix of their method. */
  | "persona-bindings"
  /** Secrets are encrypted at rest with a key of one's own. */
  | "secrets-encryption"
  /** An audit policy of the library decides what is recorded. */
  | "audit-policy"
  /** What pods and the machines' own services write goes to the central aggregator, and waits on disk while it is away. */
  | "log-forwarding"
  /** What the control plane logs leaves the machine and is kept for the declared time. */
  | "control-plane-logs"
  /** A copy of what the platform logs is held for its time against everybody, its administrators too. */
  | "log-archive"
  /** What leaves the cluster's network for the internet goes to named hosts alone. */
  | "egress-destinations"
  /** The API server's built-in admission plugins are chosen and configured. */
  | "admission-plugins"
  /** Tenants' namespaces demand the Pod Security level `restricted`, with quota, limits and default-deny policies. */
  | "namespace-hardening"
  /** Tenants' manifests are pulled from pinned, signed sources, applied with rights in one namespace; nobody reaches in for it. */
  | "delivery-by-pull"
  /** Validating admission policies guard what Pod Security does not cover. */
  | "admission-policies"
  /** From Kubernetes 1.37 on, the policies are files of the API server as well, which no user of the API can delete. */
  | "policies-on-disk"
  /** The kubelet takes no anonymous request, asks the API server for authorization and protects kernel settings. */
  | "kubelet-hardening";

/**
 * What a profile says about a control:
 *
 * - `native`: the profile does it; nothing else is needed;
 * - `compensated`: the platform cannot do it, something else gives the same protection (`how`);
 * - `refused`: the platform cannot do it and nothing makes up for it (`why`).
 */
export type Capability =
  | { readonly kind: "native" }
  | { readonly kind: "compensated"; readonly how: string }
  | { readonly kind: "refused"; readonly why: string };

/** A profile's answer to every control. */
export type Capabilities = Readonly<Record<Control, Capability>>;
