import type { AdmissionPolicy } from "./admission-policy";
import { SPEC_CHANGES } from "./pods";

/**
 * The quota, the default limits and the default deny of a tenant stay as they are, whatever RBAC lets a tenant write: the
 * built-in role `admin` deletes network policies. Whoever may update the namespace in the whole cluster's right may change them too,
 * for that is the platform team, and whatever applies its manifests. Deletions of a whole collection carry no name in the
 * request, so the name is taken from the object.
 */
export const GUARDS_STAY: AdmissionPolicy = {
  name: "guards-stay",
  refuses: "changes to `tenant-quota`, `tenant-limits` and `default-deny`, and their deletion",
  why: "a tenant could take off the bounds that its neighbours rely on",
  where: "tenants",
  letsPass:
    "who may update the namespace by a ClusterRoleBinding, which is the platform team; the namespace controller's deletions, so that a namespace that is deleted goes away",
  fields: [],
  resourceRules: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["UPDATE", "DELETE"],
      resources: ["limitranges", "resourcequotas"],
      scope: "Namespaced",
    },
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["v1"],
      operations: ["UPDATE", "DELETE"],
      resources: ["networkpolicies"],
      scope: "Namespaced",
    },
  ],
  matchConditions: [
    {
      name: "a-guard",
      expression: "oldObject.metadata.name in ['default-deny', 'tenant-limits', 'tenant-quota']",
    },
    SPEC_CHANGES,
    {
      name: "not-the-namespace-controller",
      expression:
        "request.operation != 'DELETE' || request.userInfo.username != 'system:serviceaccount:kube-system:namespace-controller'",
    },
  ],
  validations: [
    {
      expression: "authorizer.group('').resource('namespaces').name(request.namespace).check('update').allowed()",
      message:
        "the quota, the default limits and the default deny of a tenant stay. Ask the platform team to change the tenant's description; open what you need by a policy of your own beside default-deny.",
      reason: "Forbidden",
    },
  ],
};
