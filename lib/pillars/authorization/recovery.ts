import type { Manifest } from "../../plan/manifest";
import { clusterRole } from "./cluster-role";
import { readWorkloads } from "./read-workloads";

/**
 * The role of `recovery`, bound in the whole cluster: sees what is broken, and restarts it by deleting pods one by one,
 * which their controllers replace. It reads no Secrets, ConfigMaps or logs, enters no pod, and changes nothing else,
 * for it is the one persona that a method without MFA may reach.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function recoveryRole(): Manifest {
  return clusterRole("recovery", [
    ...readWorkloads(),
    { apiGroups: [""], resources: ["namespaces", "nodes", "persistentvolumes"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
  ]);
}
