import type { Manifest } from "../../plan/manifest";
import { clusterRole } from "./cluster-role";
import { ownNamespaceRules } from "./own-namespace-rules";

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
  return clusterRole("viewer", ownNamespaceRules());
}
