import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/**
 * What a container gets that states nothing, in edition 1 of the defaults. Small on purpose: enough to start, too
 * little to starve a neighbour; whoever needs more writes it down, and the quota counts it.
 */
const UNSTATED = {
  requests: {
    cpu: "100m",
    memory: "128Mi",
    /** Logs and writable layers share the node's disk, and the quota does not count them. */
    "ephemeral-storage": "128Mi",
  },
  limits: {
    cpu: "500m",
    memory: "256Mi",
    /** A container that fills the node's disk drives everybody's pods off it; with a limit only its own pod goes. */
    "ephemeral-storage": "1Gi",
  },
} as const;

/**
 * Default requests and limits for containers. The quota rejects pods that state none, so the two come together.
 * There is no `max`: the quota bounds the sum, and a single large container is the tenant's own choice. A container that
 * requests more than a default limit must state its limit too.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function tenantLimits(tenant: TenantInput): Manifest {
  return {
    id: "limits",
    pillar: "admission",
    fields: [`tenants.${tenant.name}.limits`],
    object: {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "tenant-limits", namespace: tenant.name },
      spec: {
        limits: [
          {
            type: "Container",
            defaultRequest: UNSTATED.requests,
            default: { ...UNSTATED.limits, ...(tenant.limits ?? {}) },
          },
        ],
      },
    },
  };
}
