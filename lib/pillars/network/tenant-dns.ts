import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/**
 * Lets a tenant's pods ask the cluster's DNS, and no other resolver, for names: the one exception from the default
 * deny, since nothing finds anything without it.
 *
 * Namespace and pod selector stand in one list item, which means both; two items would mean either.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function tenantDns(tenant: TenantInput): Manifest {
  return {
    id: "allow-dns",
    pillar: "network",
    fields: [`tenants.${tenant.name}`],
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "allow-dns", namespace: tenant.name },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
            ],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      },
    },
  };
}
