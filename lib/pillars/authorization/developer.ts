import type { Manifest } from "../../plan/manifest";
import { clusterRole } from "./cluster-role";
import { ownNamespaceRules } from "./own-namespace-rules";
import { SCALE } from "./scale-rules";

/**
 * The role of a `developer`, bound in the namespaces that its grant names: sees why its programs fail, restarts them by deleting
 * pods, and scales them.
 *
 * It reads logs and ConfigMaps of its own namespaces, which a viewer of somebody else's does not. It neither makes nor changes what pods
 * run, and so reads no secret by mounting it and acts as no service account: what runs comes by reviewed manifests that the cluster
 * pulls. It enters no pod, and makes no tokens. The built-in role `edit` allows all of that.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation
 */
export function developerRole(): Manifest {
  return clusterRole("developer", [
    ...ownNamespaceRules(),
    { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
    { apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["get", "list"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
    SCALE,
  ]);
}
