import type { AdmissionPolicy } from "./admission-policy";

/**
 * Services of tenants are reached from inside the cluster alone. The status is judged too: an address written there draws
 * traffic to the Service just as one in its spec does.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
 */
export const INTERNAL_SERVICES: AdmissionPolicy = {
  name: "internal-services",
  refuses: "Services of the types NodePort, LoadBalancer and ExternalName, and external addresses",
  why: "they lead into the cluster past its firewall, out of it, or take over somebody else's traffic",
  where: "tenants",
  fields: [],
  resourceRules: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["CREATE", "UPDATE"],
      resources: ["services", "services/status"],
      scope: "Namespaced",
    },
  ],
  matchConditions: [
    {
      name: "spec-or-status-changes",
      expression:
        "request.operation != 'UPDATE' || object.spec != oldObject.spec || (has(request.subResource) && request.subResource == 'status')",
    },
  ],
  validations: [
    {
      expression: "!has(object.spec.type) || object.spec.type == 'ClusterIP'",
      message:
        "Services of tenants must have the type ClusterIP. Remove spec.type, and let traffic in by what the platform team runs for it.",
      reason: "Forbidden",
    },
    {
      expression: "!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0",
      message: "Services of tenants must not take over addresses. Remove spec.externalIPs.",
      reason: "Forbidden",
    },
    {
      expression:
        "!has(object.status) || !has(object.status.loadBalancer) || !has(object.status.loadBalancer.ingress) || object.status.loadBalancer.ingress.size() == 0",
      message: "Services of tenants must not take over addresses. Remove status.loadBalancer.ingress.",
      reason: "Forbidden",
    },
  ],
};
