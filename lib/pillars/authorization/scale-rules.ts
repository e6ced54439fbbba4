import type { PolicyRule } from "./policy-rule";

/** The number of replicas, and nothing else of a workload: the sub-resource holds no pod template. Quotas bound it. */
export const SCALE: PolicyRule = {
  apiGroups: ["apps"],
  resources: ["deployments/scale", "statefulsets/scale"],
  verbs: ["get", "patch", "update"],
};
