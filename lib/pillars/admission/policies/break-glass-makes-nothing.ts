import { BREAK_GLASS } from "../../../spec/derived";
import type { AdmissionPolicy } from "./admission-policy";

/**
 * Whoever breaks glass deletes, evicts and scales, and nothing else, whatever roles somebody binds to the group besides. RBAC
 * alone grants no more; this holds when RBAC was loosened. Policies themselves are not judged by policies: those only RBAC
 * keeps.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export const BREAK_GLASS_MAKES_NOTHING: AdmissionPolicy = {
  name: "break-glass-makes-nothing",
  refuses:
    "whatever somebody in the group `portcullis:break-glass` does but deleting single pods and jobs, evicting pods and scaling workloads",
  why: "what an emergency leaves behind (a binding, a certificate, a token, a webhook, a pod) would let its maker in again when the hour is over",
  where: "cluster",
  fields: ["breakGlass"],
  resourceRules: [
    {
      apiGroups: ["*"],
      apiVersions: ["*"],
      operations: ["CREATE", "UPDATE", "DELETE", "CONNECT"],
      resources: ["*/*"],
      scope: "*",
    },
  ],
  matchConditions: [
    {
      name: "breaks-glass",
      expression: `has(request.userInfo.groups) && '${BREAK_GLASS}' in request.userInfo.groups`,
    },
  ],
  variables: [
    {
      name: "target",
      expression:
        "request.resource.group + '/' + request.resource.resource + (has(request.subResource) && request.subResource != '' ? '/' + request.subResource : '')",
    },
    {
      // A deletion of a whole collection has no name.
      name: "deletes",
      expression:
        "request.operation == 'DELETE' && variables.target in ['/pods', 'batch/jobs'] && has(request.name) && request.name != ''",
    },
    { name: "evicts", expression: "request.operation == 'CREATE' && variables.target == '/pods/eviction'" },
    {
      name: "scales",
      expression:
        "request.operation == 'UPDATE' && variables.target in ['apps/deployments/scale', 'apps/statefulsets/scale']",
    },
  ],
  validations: [
    {
      expression: "variables.deletes || variables.evicts || variables.scales",
      message:
        "who breaks glass makes and changes nothing. Delete single pods or jobs, evict pods or scale workloads; for more, ask who holds root on the machines or the cluster's account.",
      reason: "Forbidden",
    },
  ],
};
