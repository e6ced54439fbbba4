import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/**
 * Denies all traffic into and out of a tenant's pods. Network policies only ever add, so whatever else the tenant
 * needs is a policy of its own beside this one.
 *
 * Takes effect where the cluster's network plug-in enforces network policies, which upstream Kubernetes leaves open.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic
 */
export function tenantDefaultDeny(tenant: TenantInput): Manifest {
  return {
    id: "default-deny",
    pillar: "network",
    fields: [`tenants.${tenant.name}`],
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "default-deny", namespace: tenant.name },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
  };
}
