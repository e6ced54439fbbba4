import type { AdmissionPolicy } from "./admission-policy";

const created = (apiGroup: string, resources: readonly string[]) =>
  ({
    apiGroups: [apiGroup],
    apiVersions: ["v1"],
    operations: ["CREATE"],
    resources,
    scope: "Namespaced",
  }) as const;

/** Nothing runs in the namespace `default`: it is nobody's, so it has no quota, no network policy and no owner. */
export const NO_WORK_IN_DEFAULT: AdmissionPolicy = {
  name: "no-work-in-default",
  refuses: "pods, and what makes pods, in the namespace `default`",
  why: "it is nobody's: without quota, network policy and owner, and where everything lands that forgot its namespace",
  where: "default",
  fields: [],
  resourceRules: [
    created("", ["pods", "replicationcontrollers"]),
    created("apps", ["daemonsets", "deployments", "replicasets", "statefulsets"]),
    created("batch", ["cronjobs", "jobs"]),
  ],
  validations: [
    {
      expression: "request.namespace != 'default'",
      message:
        "nothing runs in the namespace default. Name the namespace of a tenant in metadata.namespace, or with kubectl -n.",
      reason: "Forbidden",
    },
  ],
};
