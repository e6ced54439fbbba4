import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/**
 * Lets a tenant's pods reach the API server: the control-plane machines, one address each, on its port and nothing else of
 * them. Network plug-ins judge a packet where it really goes, so the address of the Service `kubernetes` would not do.
 *
 * @param addresses those of the control-plane machines, IPv4 or IPv6
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function tenantApiServer(
  tenant: Pick<TenantInput, "name">,
  addresses: readonly string[],
  port: number,
): Manifest {
  return {
    id: "allow-api-server",
    pillar: "network",
    fields: [`tenants.${tenant.name}.needsApiServer`, "profile"],
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "allow-api-server", namespace: tenant.name },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [...addresses].sort().map((address) => ({ ipBlock: { cidr: asRange(address) } })),
            ports: [{ protocol: "TCP", port }],
          },
        ],
      },
    },
  };
}

function asRange(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}
