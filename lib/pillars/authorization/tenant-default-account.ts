import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/**
 * Kubernetes gives every pod that names no ServiceAccount the one called `default`, with a token for the API. Here
 * that token is not mounted: a workload that calls the API gets an account of its own, whose rights somebody chose.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export function tenantDefaultAccount(tenant: TenantInput): Manifest {
  return {
    id: "default-account",
    pillar: "authorization",
    fields: [`tenants.${tenant.name}`],
    object: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: tenant.name },
      automountServiceAccountToken: false,
    },
  };
}
