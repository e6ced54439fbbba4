import type { SourceInput } from "./source-spec";

/** An artifact in an OCI registry, by its digest: its content can never become another. */
export interface OciArtifactInput {
  readonly kind: "oci";
  /** Host, perhaps port, and path, without a scheme, tag or digest: `registry.example.com/shop/manifests`. Reached by https. */
  readonly repository: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** The Secret in the tenant's namespace that holds the public keys of its cosign signatures, one key a `.pub` entry. */
  readonly publicKeys: string;
  /**
   * The Secret of the type `kubernetes.io/dockerconfigjson` in the tenant's namespace by which the registry lets in.
   *
   * @default - the registry asks nobody who he is
   */
  readonly credentials?: string | undefined;
}

/** A commit in a Git repository: its content can never become another, and the signature says who made it. */
export interface GitCommitInput {
  readonly kind: "git";
  /** An https URL of host and path, without credentials, query or fragment: `https://git.example.com/shop/manifests`. */
  readonly repository: string;
  /** The whole id of the commit: 40 hexadecimal digits. */
  readonly commit: string;
  /** The Secret in the tenant's namespace that holds the public PGP keys of those who sign, one key an `.asc` entry. */
  readonly publicKeys: string;
  /**
   * The Secret in the tenant's namespace with the `username` and `password` by which the host lets in.
   *
   * @default - the host asks nobody who he is
   */
  readonly credentials?: string | undefined;
}

/** Manifests that are pulled into one tenant's namespace, and into no other. */
export interface TenantDeliveryInput {
  /** An RFC 1123 label of at most 50 characters; once for each tenant. */
  readonly name: string;
  /** The tenant's name. */
  readonly tenant: string;
  readonly from: OciArtifactInput | GitCommitInput;
  /**
   * The folder in the source: letters, digits and `. _ - /`, relative, without `..`.
   *
   * @default - the top of the source
   */
  readonly path?: string | undefined;
}

/**
 * How manifests reach a cluster that nobody reaches: Flux pulls them from inside. The controllers themselves are the team's to
 * install, source-controller and kustomize-controller, in a tenant's namespace of their own.
 *
 * @see https://fluxcd.io/flux/installation/configuration/multitenancy/
 */
export interface DeliveryInput {
  /** The tenant in whose namespace the controllers run, and nothing else: `flux-system`. */
  readonly controllers: string;

  /** The addresses of registries and Git hosts: 1 at least. The controller that fetches reaches these on port 443, and nothing else does. */
  readonly sourcesAt: readonly SourceInput[];

  /**
   * Where the API server answers: the subnets in which Amazon EKS puts its addresses. Cloud profile only, and needed there; on one's
   * own machines their addresses are known.
   *
   * @default - the addresses of the control-plane machines
   */
  readonly apiServerAt?: readonly SourceInput[] | undefined;

  /** What is pulled into which tenant. */
  readonly deliveries: readonly TenantDeliveryInput[];
}
