import type { Manifest } from "../../plan/manifest";
import { readWorkloads } from "./read-workloads";
import { roleName } from "./role-name";

/**
 * The role of `recovery`, bound in the whole cluster: sees what is broken, and restarts it by deleting pods one by one,
 * which their controllers replace. It reads no Secrets, ConfigMaps or logs, enters no pod, and changes nothing else,
 * for it is the one persona that a method without MFA may reach.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function recoveryRole(): Manifest {
  return {
    id: "role",
    pillar: "authorization",
    fields: ["access"],
    object: {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: roleName("recovery") },
      rules: [
        ...readWorkloads(),
        { apiGroups: [""], resources: ["namespaces", "nodes", "persistentvolumes"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
      ],
    },
  };
}
