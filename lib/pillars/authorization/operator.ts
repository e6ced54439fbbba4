import type { Manifest } from "../../plan/manifest";
import { clusterRole } from "./cluster-role";
import { readWorkloads } from "./read-workloads";
import { SCALE } from "./scale-rules";

const READ = ["get", "list", "watch"] as const;

/**
 * The role of an `operator`, bound in the whole cluster: keeps it running. Sees workloads, machines, storage and bounds, empties a machine
 * by evicting its pods, which their disruption budgets bound, deletes pods that hang, and scales.
 *
 * It reads no logs and no ConfigMaps, for those of the whole cluster are those of every tenant; records are read where they
 * are collected. It changes no machine, namespace, quota or policy: those are in the description, and who could change them here
 * could loosen every tenant. Cordoning a machine is a change of it, and is done on the machine or by the autoscaler.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 */
export function operatorRole(): Manifest {
  return clusterRole("operator", [
    ...readWorkloads(),
    {
      apiGroups: [""],
      resources: ["limitranges", "namespaces", "nodes", "persistentvolumes", "resourcequotas", "serviceaccounts"],
      verbs: READ,
    },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: READ },
    { apiGroups: ["metrics.k8s.io"], resources: ["nodes", "pods"], verbs: ["get", "list"] },
    { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses", "networkpolicies"], verbs: READ },
    { apiGroups: ["scheduling.k8s.io"], resources: ["priorityclasses"], verbs: READ },
    { apiGroups: ["storage.k8s.io"], resources: ["csinodes", "storageclasses", "volumeattachments"], verbs: READ },
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
    { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    SCALE,
  ]);
}
