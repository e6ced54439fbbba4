import type { AdmissionPolicy } from "./admission-policy";
import {
  type ClusterGuardProps,
  exceptedByName,
  exceptionReasons,
  exceptThePlatform,
  PLATFORM_PASSES,
} from "./exceptions";

const KINDS = ["ClusterRole", "Role"] as const;
const AGGREGATION = "system:serviceaccount:kube-system:clusterrole-aggregation-controller";

/**
 * No new role with wildcards, and none with the verbs by which one takes rights that one does not hold. The built-in roles
 * have both; they are written by the API server and, for `admin`, `edit` and `view`, by the controller that gathers their rules.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
 */
export function noPowerfulRoles({ platform, exceptions }: ClusterGuardProps): AdmissionPolicy {
  return {
    name: "no-powerful-roles",
    refuses: "roles with wildcards, or with the verbs `bind`, `escalate` or `impersonate`",
    why: "a wildcard also grants what is invented tomorrow, and these verbs give rights that nobody granted",
    where: "cluster",
    letsPass: `${PLATFORM_PASSES}; the controller that gathers \`admin\`, \`edit\` and \`view\`; what \`admission.exceptions\` names`,
    fields: ["admission.exceptions"],
    ...exceptionReasons(KINDS, exceptions),
    resourceRules: [
      {
        apiGroups: ["rbac.authorization.k8s.io"],
        apiVersions: ["v1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["clusterroles", "roles"],
        scope: "*",
      },
    ],
    matchConditions: [
      {
        name: "rules-change",
        expression:
          "request.operation != 'UPDATE' || (has(object.rules) && (!has(oldObject.rules) || object.rules != oldObject.rules))",
      },
      ...exceptThePlatform(platform),
      { name: "not-the-aggregation-controller", expression: `request.userInfo.username != '${AGGREGATION}'` },
    ],
    variables: exceptedByName(KINDS, exceptions),
    validations: [
      {
        expression:
          "variables.excepted || !has(object.rules) || object.rules.all(r, !('*' in r.verbs) && (!has(r.resources) || r.resources.all(x, !x.contains('*'))) && (!has(r.apiGroups) || !('*' in r.apiGroups)) && (!has(r.nonResourceURLs) || !r.nonResourceURLs.exists(u, u in ['*', '/*'])))",
        message:
          "a role names what it grants. Spell out apiGroups, resources and verbs, or name this role in admission.exceptions with the reason.",
        reason: "Forbidden",
      },
      {
        expression:
          "variables.excepted || !has(object.rules) || object.rules.all(r, r.verbs.all(v, !(v in ['bind', 'escalate', 'impersonate']) && !v.startsWith('impersonate:') && !v.startsWith('impersonate-on:')))",
        message:
          "bind, escalate and impersonate give rights that nobody granted. Leave them out, or name this role in admission.exceptions with the reason.",
        reason: "Forbidden",
      },
    ],
  };
}
