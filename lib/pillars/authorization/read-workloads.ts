import type { PolicyRule } from "./policy-rule";

const READ = ["get", "list", "watch"] as const;

/** What every persona may read: that which describes workloads, and the events that say what happens to them. */
export function readWorkloads(): readonly PolicyRule[] {
  return [
    {
      apiGroups: [""],
      resources: ["events", "persistentvolumeclaims", "pods", "replicationcontrollers", "services"],
      verbs: READ,
    },
    { apiGroups: ["apps"], resources: ["daemonsets", "deployments", "replicasets", "statefulsets"], verbs: READ },
    { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: READ },
    { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: READ },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
    { apiGroups: ["events.k8s.io"], resources: ["events"], verbs: READ },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: READ },
    { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: READ },
  ];
}
