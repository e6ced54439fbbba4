import type { Manifest } from "../../plan/manifest";
import { type KubernetesVersion, podSecurityVersion } from "../../spec/kubernetes-version";
import { attributeKey } from "../../spec/derived";
import type { TenantInput } from "../../spec/tenant-spec";

/** The label by which policies find the namespaces of tenants. Its value is the tenant's name. Public API. */
export const TENANT_LABEL = "portcullis.dev/tenant";

/**
 * The namespace of a tenant, held to the Pod Security Standard `restricted`.
 *
 * The version is that of the cluster and not `latest`: an upgrade of the control plane alone never starts to
 * reject pods that ran the day before. `audit` and `warn` say the same of workload templates, so that whoever applies a
 * Deployment hears of it at once, and not only from the pods that never appear.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function tenantNamespace(tenant: TenantInput, version: KubernetesVersion): Manifest {
  const pinned = podSecurityVersion(version);
  return {
    id: "namespace",
    pillar: "admission",
    fields: [`tenants.${tenant.name}`, "kubernetesVersion"],
    object: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: tenant.name,
        labels: {
          ...Object.fromEntries((tenant.attributes ?? []).map(({ name, value }) => [attributeKey(name), value]).sort()),
          [TENANT_LABEL]: tenant.name,
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/enforce-version": pinned,
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/audit-version": pinned,
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/warn-version": pinned,
        },
      },
    },
  };
}
