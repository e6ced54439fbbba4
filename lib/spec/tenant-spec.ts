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
}

/**
 * A team's namespace. It comes with the Pod Security level `restricted`, the quota, default limits and network
 * policies that deny everything but DNS.
 */
export interface TenantInput {
  /** The namespace: an RFC 1123 label; not `default` and not beginning with `kube-`. */
  readonly name: string;
  readonly quota: TenantQuotaInput;
}
