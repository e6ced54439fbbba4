import type { Manifest } from "../../plan/manifest";
import { readWorkloads } from "./read-workloads";
import { roleName } from "./role-name";

/**
 * The role of a `viewer`, bound in the namespaces that its grant names.
 *
 * It reads what describes workloads and nothing of what they hold: no Secrets, and no ConfigMaps or logs either, since
 * teams put passwords into the one and programs print tokens into the other. Literal values of environment variables
 * are part of a pod and remain visible.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function viewerRole(): Manifest {
  return {
    id: "role",
    pillar: "authorization",
    fields: ["access"],
    object: {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: roleName("viewer") },
      rules: [
        ...readWorkloads(),
        {
          apiGroups: [""],
          resources: ["limitranges", "resourcequotas", "serviceaccounts"],
          verbs: ["get", "list", "watch"],
        },
        { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["get", "list", "watch"] },
        // Bound in a namespace, this is that namespace alone. Its labels say why a pod was rejected.
        { apiGroups: [""], resources: ["namespaces"], verbs: ["get"] },
      ],
    },
  };
}
