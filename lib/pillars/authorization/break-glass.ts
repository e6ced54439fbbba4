import type { Manifest } from "../../plan/manifest";
import { BREAK_GLASS } from "../../spec/derived";
import type { PolicyRule } from "./policy-rule";
import { readWorkloads } from "./read-workloads";

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list", "watch"] as const;

/**
 * The role of whoever breaks glass: sees everything but Secrets, and mends without making anything. It deletes pods and jobs,
 * which their controllers replace, evicts pods, and scales workloads; what they run stays. So nothing of a session outlives
 * it, whatever its holder wants: no binding, certificate, token, webhook or pod of his own.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function breakGlassRole(): Manifest {
  return {
    id: "role",
    pillar: "authorization",
    fields: ["breakGlass"],
    object: {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRole",
      metadata: { name: BREAK_GLASS },
      rules: [...readWorkloads(), ...readWhatBreaks(), ...mend()],
    },
  };
}

/** The one binding of the role. Whoever deletes it ends every session at once: the certificates are good for nothing then. */
export function breakGlassBinding(): Manifest {
  return {
    id: "binding",
    pillar: "authorization",
    fields: ["breakGlass"],
    object: {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: BREAK_GLASS },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: BREAK_GLASS },
      subjects: [{ apiGroup: RBAC, kind: "Group", name: BREAK_GLASS }],
    },
  };
}

/** Where one looks when a cluster is broken. Programs print passwords and teams put them into ConfigMaps; for an hour that is the lesser evil. */
function readWhatBreaks(): readonly PolicyRule[] {
  return [
    {
      apiGroups: [""],
      resources: [
        ...["configmaps", "endpoints", "limitranges", "namespaces", "nodes", "persistentvolumes", "pods/log"],
        ...["resourcequotas", "serviceaccounts"],
      ],
      verbs: READ,
    },
    {
      apiGroups: ["admissionregistration.k8s.io"],
      resources: [
        "mutatingwebhookconfigurations",
        "validatingadmissionpolicies",
        "validatingadmissionpolicybindings",
        "validatingwebhookconfigurations",
      ],
      verbs: READ,
    },
    { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: READ },
    { apiGroups: ["apiregistration.k8s.io"], resources: ["apiservices"], verbs: READ },
    { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: READ },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: READ },
    { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: READ },
    {
      apiGroups: [RBAC],
      resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
      verbs: READ,
    },
    {
      apiGroups: ["storage.k8s.io"],
      resources: ["csidrivers", "csinodes", "storageclasses", "volumeattachments"],
      verbs: READ,
    },
  ];
}

function mend(): readonly PolicyRule[] {
  return [
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
    { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    {
      apiGroups: ["apps"],
      resources: ["deployments/scale", "statefulsets/scale"],
      verbs: ["get", "update", "patch"],
    },
    { apiGroups: ["batch"], resources: ["jobs"], verbs: ["delete"] },
  ];
}
