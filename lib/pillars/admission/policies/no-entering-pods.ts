import type { AdmissionPolicy } from "./admission-policy";

const NAME = "no-entering-pods";

/**
 * Nobody enters a tenant's pod by the API: no command, no debug container, no forwarded port. Who must, in an emergency,
 * holds the verb `breakglass` on this policy by its name, beside the rights that RBAC asks for; cluster-admin does.
 * Kubernetes' built-in role `edit` allows all of it, which is why RBAC alone is not trusted here.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-matchconditions
 */
export const NO_ENTERING_PODS: AdmissionPolicy = {
  name: NAME,
  refuses: "exec, attach, port-forward, proxy and debug containers",
  why: "whoever enters a pod holds its secrets and its rights, past every review of what runs there",
  where: "tenants",
  letsPass: `who holds the verb \`breakglass\` on \`validatingadmissionpolicies/${NAME}\`: somebody must be able to, in an emergency`,
  fields: [],
  resourceRules: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["CONNECT"],
      resources: ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy"],
      scope: "Namespaced",
    },
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["CREATE", "UPDATE"],
      resources: ["pods/ephemeralcontainers"],
      scope: "Namespaced",
    },
  ],
  validations: [
    {
      expression: `authorizer.group('admissionregistration.k8s.io').resource('validatingadmissionpolicies').name('${NAME}').check('breakglass').allowed()`,
      message:
        "nobody enters the pods of tenants. Find out by logs, metrics and a copy of the pod; in an emergency ask for the verb breakglass on this policy.",
      reason: "Forbidden",
    },
  ],
};
