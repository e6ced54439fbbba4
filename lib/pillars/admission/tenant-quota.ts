import type { Manifest } from "../../plan/manifest";
import type { TenantInput } from "../../spec/tenant-spec";

/** What a tenant gets beside the amounts of its description, in edition 1 of the defaults. */
const ALWAYS = {
  /** A node port answers on every node and a load balancer outside the cluster: ways in that no description names. */
  "services.nodeports": "0",
  "services.loadbalancers": "0",
  /** Every Service takes one address of the range that all tenants share, and rules on every node. */
  services: "100",
  /** Up to 1 MiB each in the one store that all tenants share, with no pod behind them that `pods` would count. */
  configmaps: "200",
  secrets: "200",
  /** Finished Jobs stay until somebody deletes them, and a CronJob makes one a minute. */
  "count/jobs.batch": "500",
} as const;

/**
 * What all pods of a tenant may use together, and how many objects it may keep. Requests and limits are both bounded:
 * without the limits, a tenant that requests little could still use a whole node up.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function tenantQuota(tenant: TenantInput): Manifest {
  const { cpu, memory, pods, storage } = tenant.quota;
  return {
    id: "quota",
    pillar: "admission",
    fields: [`tenants.${tenant.name}.quota`],
    object: {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "tenant-quota", namespace: tenant.name },
      spec: {
        hard: {
          "requests.cpu": cpu,
          "limits.cpu": cpu,
          "requests.memory": memory,
          "limits.memory": memory,
          pods: String(pods),
          // A tenant that declares no storage gets none: volumes outlive pods, and disks are everybody's.
          "requests.storage": storage?.size ?? "0",
          persistentvolumeclaims: String(storage?.claims ?? 0),
          ...ALWAYS,
        },
      },
    },
  };
}
