import type { Manifest } from "../../plan/manifest";
import { KUBELET_CLIENT } from "../../spec/derived";

const RBAC = "rbac.authorization.k8s.io";

/**
 * What the API server may do where it asks kubelets: their API (logs, exec, port-forward), by Kubernetes' own role for that. Until it is
 * applied, kubelets refuse the API server, and nobody reads logs or runs commands in pods.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
 */
export function kubeletClientBinding(): Manifest {
  return {
    id: "binding",
    pillar: "authorization",
    fields: [],
    object: {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: KUBELET_CLIENT },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "system:kubelet-api-admin" },
      subjects: [{ apiGroup: RBAC, kind: "Group", name: KUBELET_CLIENT }],
    },
  };
}
