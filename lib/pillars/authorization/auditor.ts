import type { Manifest } from "../../plan/manifest";
import { clusterRole } from "./cluster-role";
import { readWorkloads } from "./read-workloads";

const READ = ["get", "list", "watch"] as const;

/**
 * The role of an `auditor`, bound in the whole cluster: reads who may do what, what admission refuses, who may talk to whom, and what
 * runs with which privileges. That is what an audit compares with the description.
 *
 * It changes nothing. It reads no Secrets, ConfigMaps or logs: whether they are protected is seen from the rest, what they hold
 * is not the auditor's. The API server's audit records are not in the API; they are read where they are collected.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function auditorRole(): Manifest {
  return clusterRole("auditor", [
    ...readWorkloads(),
    {
      apiGroups: [""],
      resources: ["limitranges", "namespaces", "nodes", "persistentvolumes", "resourcequotas", "serviceaccounts"],
      verbs: READ,
    },
    {
      apiGroups: ["admissionregistration.k8s.io"],
      resources: [
        ...["mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations"],
        ...["validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations"],
      ],
      verbs: READ,
    },
    { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: READ },
    { apiGroups: ["apiregistration.k8s.io"], resources: ["apiservices"], verbs: READ },
    { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: READ },
    {
      apiGroups: ["flowcontrol.apiserver.k8s.io"],
      resources: ["flowschemas", "prioritylevelconfigurations"],
      verbs: READ,
    },
    { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses", "networkpolicies"], verbs: READ },
    { apiGroups: ["node.k8s.io"], resources: ["runtimeclasses"], verbs: READ },
    {
      apiGroups: ["rbac.authorization.k8s.io"],
      resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
      verbs: READ,
    },
    { apiGroups: ["scheduling.k8s.io"], resources: ["priorityclasses"], verbs: READ },
    { apiGroups: ["storage.k8s.io"], resources: ["csidrivers", "storageclasses"], verbs: READ },
  ]);
}
