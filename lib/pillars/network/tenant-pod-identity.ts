import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/** Where the agent of EKS Pod Identity answers pods of its own node. */
const AGENT = "169.254.170.23";

/**
 * Lets a tenant's pods ask the agent of EKS Pod Identity on their node for credentials. It gives each pod those of its own service
 * account, and none to an account that no association names.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export function tenantPodIdentity(tenant: Pick<TenantInput, "name">): Manifest {
  return {
    id: "allow-pod-identity",
    pillar: "network",
    fields: [`tenants.${tenant.name}`, "profile.podIdentities"],
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "allow-pod-identity", namespace: tenant.name },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [{ to: [{ ipBlock: { cidr: `${AGENT}/32` } }], ports: [{ protocol: "TCP", port: 80 }] }],
      },
    },
  };
}
