import type { AdmissionPolicy } from "./admission-policy";

/**
 * No token of a service account that is kept in a Secret: it never ends, belongs to no pod, and is for every audience. Tokens that a pod is
 * given, or that somebody asks the API for, are bound and end. The type of a Secret cannot be changed later.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
 */
export const NO_TOKEN_SECRETS: AdmissionPolicy = {
  name: "no-token-secrets",
  refuses:
    "Secrets of the type `kubernetes.io/service-account-token`, which Kubernetes fills with a token that never ends",
  why: "whoever once read it is that workload for ever, from anywhere",
  where: "cluster",
  fields: [],
  resourceRules: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      operations: ["CREATE"],
      resources: ["secrets"],
      scope: "Namespaced",
    },
  ],
  validations: [
    {
      expression: "!has(object.type) || object.type != 'kubernetes.io/service-account-token'",
      message:
        "tokens of service accounts are not kept in Secrets. Mount a projected serviceAccountToken with an audience, or ask for a bound one with kubectl create token.",
      reason: "Forbidden",
    },
  ],
};
