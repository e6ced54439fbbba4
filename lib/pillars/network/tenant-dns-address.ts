import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/**
 * Lets a tenant's pods ask one address for names. In EKS Auto Mode DNS runs on each node and is no pod, so the policy that
 * selects the pods of `kube-dns` matches nothing there.
 *
 * @see https://github.com/aws/containers-roadmap/issues/2552
 */
export function tenantDnsAddress(tenant: Pick<TenantInput, "name">, address: string): Manifest {
  return {
    id: "allow-dns-address",
    pillar: "network",
    fields: [`tenants.${tenant.name}`, "profile.autoMode"],
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "allow-dns-address", namespace: tenant.name },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [{ ipBlock: { cidr: `${address}/32` } }],
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
