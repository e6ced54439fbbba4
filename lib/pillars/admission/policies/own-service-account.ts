import type { AdmissionPolicy } from "./admission-policy";
import { NEW_PODS } from "./pods";

/** The admission plugin ServiceAccount writes `default` into pods that name none, before this policy sees them. */
export const OWN_SERVICE_ACCOUNT: AdmissionPolicy = {
  name: "own-service-account",
  refuses: "pods that run as the ServiceAccount `default`",
  why: "what is granted to `default` is granted to every pod that asks for nothing",
  where: "tenants",
  fields: [],
  resourceRules: NEW_PODS,
  validations: [
    {
      expression: "has(object.spec.serviceAccountName) && object.spec.serviceAccountName != 'default'",
      message:
        "pods must not run as the ServiceAccount default. Create a ServiceAccount for the workload and name it in spec.serviceAccountName.",
      reason: "Forbidden",
    },
  ],
};
