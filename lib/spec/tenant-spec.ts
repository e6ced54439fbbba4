/**
 * What all pods of a tenant may use together.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface TenantQuotaInput {
  /** Sum of CPU requests and of CPU limits, as a Kubernetes quantity: `"40"`, `"1500m"`. */
  readonly cpu: string;
  /** Sum of memory requests and of memory limits, as a Kubernetes quantity: `"160Gi"`. */
  readonly memory: string;
  /** The number of pods, 1 to 100000. */
  readonly pods: number;

  /**
   * Persistent storage: the sum of what all volume claims request, and how many there may be.
   *
   * @default - no persistent volume
   */
  readonly storage?: TenantStorageInput | undefined;
}

/** How much persistent storage a tenant may claim. */
export interface TenantStorageInput {
  /** Sum of all claims, as a Kubernetes quantity: `"500Gi"`. */
  readonly size: string;
  /** The number of claims, 1 to 10000. */
  readonly claims: number;
}

/**
 * What a container may use that states no limit of its own.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface ContainerLimitsInput {
  /** At least the 100m that a container requests which states nothing. */
  readonly cpu: string;
  /** At least the 128Mi that a container requests which states nothing. */
  readonly memory: string;
}

/** One attribute of a tenant. */
export interface TenantAttributeInput {
  /** An RFC 1123 label. */
  readonly name: string;
  /** 1 to 63 letters, digits and `-` `_` `.`, beginning and ending with a letter or digit. */
  readonly value: string;
}

/**
 * A tenant's own sink for what its pods write, beside the central aggregator: OTLP over HTTPS by a mutual TLS 1.3. The certificates lie
 * in `/etc/portcullis/forwarder/` as `<namespace>.ca.crt`, `<namespace>.tls.crt` and `<namespace>.tls.key`, before the
 * forwarder starts: without them it sends nothing to anybody.
 */
export interface LogSinkInput {
  /** An https URL of a host and a port, without a path: `https://logs.payments.example.com:4318`. */
  readonly endpoint: string;
  /**
   * The most disk that what waits for the sink may take on each machine beside `logs.forwardTo.bufferMiB`, in MiB: 128 to 1048576. A third
   * of it is what waits; above it reading for this sink stops.
   */
  readonly bufferMiB: number;
}

/**
 * A team's namespace. It comes with the Pod Security level `restricted`, the quota, default limits and network
 * policies that deny everything but DNS.
 */
export interface TenantInput {
  /** The namespace: an RFC 1123 label; not `default` and not beginning with `kube-`. */
  readonly name: string;
  readonly quota: TenantQuotaInput;

  /**
   * What a container may use that states no limit.
   *
   * @default - half a core and 256Mi
   */
  readonly limits?: ContainerLimitsInput | undefined;

  /**
   * Attributes of the tenant, which become labels of its namespace, `attributes.portcullis.dev/<name>`. Rules of
   * `attributeRules` compare those of people with them.
   *
   * @default - no attribute
   */
  readonly attributes?: readonly TenantAttributeInput[] | undefined;

  /**
   * Lets the tenant's pods reach the API server's port on the control-plane machines: for operators and the like. What
   * they may do there is decided by RBAC. On one's own machines only: the addresses of Amazon EKS's API server are not known
   * when the description is written, and the whole VPC would be more than the API server.
   *
   * @default - the pods do not reach the API server
   */
  readonly needsApiServer?: true | undefined;

  /**
   * Where what the tenant's pods write goes as well. On one's own machines only, with `logs.forwardTo`. Whose it is says the path of the
   * file, which the kubelet makes, never the line.
   *
   * @default - to the central aggregator alone
   */
  readonly logSink?: LogSinkInput | undefined;
}
