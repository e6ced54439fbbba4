import type { AdmissionPolicy } from "./admission-policy";
import { NEW_PODS } from "./pods";

const COUNTED = ["limits.cpu", "limits.memory", "pods", "requests.cpu", "requests.memory"];
// The API server's type checker knows no maps of quantities: `dyn` takes the type off.
const FIX = "Ask the platform team to apply the manifests of the tenant again.";

/**
 * Pods start only where the guards of their namespace stand: each policy takes the guard as its parameter, and refuses the
 * request where it is missing or says less than it must. They are not written by hand, but a namespace restored from a
 * backup, or applied in part, comes without them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources
 */
export const QUOTA_PRESENT: AdmissionPolicy = {
  name: "quota-present",
  refuses: "pods in a namespace without its ResourceQuota `tenant-quota`, or with one that does not bound them",
  why: "one tenant could use up the cluster",
  where: "tenants",
  fields: [],
  resourceRules: NEW_PODS,
  parameter: { apiVersion: "v1", kind: "ResourceQuota", name: "tenant-quota" },
  validations: [
    {
      expression: `has(dyn(params.spec).hard) && [${COUNTED.map((key) => `'${key}'`).join(", ")}].all(key, key in dyn(params.spec).hard)`,
      message: `the ResourceQuota tenant-quota does not bound pods, CPU and memory. ${FIX}`,
      reason: "Forbidden",
    },
    {
      expression: "!has(params.spec.scopes) && !has(params.spec.scopeSelector)",
      message: `the ResourceQuota tenant-quota counts some pods only. ${FIX}`,
      reason: "Forbidden",
    },
  ],
};

/** Like `QUOTA_PRESENT`, of the default limits. */
export const DEFAULT_LIMITS_PRESENT: AdmissionPolicy = {
  name: "default-limits-present",
  refuses: "pods in a namespace without its LimitRange `tenant-limits`, or with one that gives no default limits",
  why: "containers that state no limit would have none",
  where: "tenants",
  fields: [],
  resourceRules: NEW_PODS,
  parameter: { apiVersion: "v1", kind: "LimitRange", name: "tenant-limits" },
  validations: [
    {
      expression:
        "has(params.spec.limits) && params.spec.limits.exists(l, l.type == 'Container' && has(dyn(l).default) && ['cpu', 'memory'].all(k, k in dyn(l).default))",
      message: `the LimitRange tenant-limits gives containers no default limits. ${FIX}`,
      reason: "Forbidden",
    },
  ],
};

/** Like `QUOTA_PRESENT`, of the default deny. */
export const DEFAULT_DENY_PRESENT: AdmissionPolicy = {
  name: "default-deny-present",
  refuses: "pods in a namespace without its NetworkPolicy `default-deny`, or with one that lets something through",
  why: "its pods would talk to everything, and be talked to",
  where: "tenants",
  fields: [],
  resourceRules: NEW_PODS,
  parameter: { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name: "default-deny" },
  validations: [
    {
      expression:
        "!has(params.spec.podSelector) || ((!has(params.spec.podSelector.matchLabels) || params.spec.podSelector.matchLabels.size() == 0) && (!has(params.spec.podSelector.matchExpressions) || params.spec.podSelector.matchExpressions.size() == 0))",
      message: `the NetworkPolicy default-deny is not for every pod. ${FIX}`,
      reason: "Forbidden",
    },
    {
      expression:
        "has(params.spec.policyTypes) && ['Ingress', 'Egress'].all(t, t in params.spec.policyTypes) && (!has(params.spec.ingress) || params.spec.ingress.size() == 0) && (!has(params.spec.egress) || params.spec.egress.size() == 0)",
      message: `the NetworkPolicy default-deny does not deny both directions. ${FIX}`,
      reason: "Forbidden",
    },
  ],
};
