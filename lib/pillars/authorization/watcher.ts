import type { Manifest } from "../../plan/manifest";
import { clusterRole } from "./cluster-role";

const READ = ["get", "list", "watch"] as const;

/**
 * The role of a `watcher`, held by service accounts in the namespaces that the grant names: finds pods and what stands before them, as
 * a collector of metrics or a discovery of peers does. It reads nothing else, and writes nothing: a workload's token is
 * stolen with the workload.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/#minimize-distribution-of-privileged-tokens
 */
export function watcherRole(): Manifest {
  return clusterRole("watcher", [
    { apiGroups: [""], resources: ["pods", "services"], verbs: READ },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
  ]);
}
