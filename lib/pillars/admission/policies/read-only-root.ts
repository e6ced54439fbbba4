import type { AdmissionPolicy } from "./admission-policy";
import { everyContainer, PODS_AND_DEBUG_CONTAINERS, SPEC_CHANGES } from "./pods";

/** Containers do not write into their own image. Pod Security says nothing of it at any level. */
export const READ_ONLY_ROOT: AdmissionPolicy = {
  name: "read-only-root",
  refuses: "containers that may write into their own file system",
  why: "who breaks into a program cannot replace it, or leave tools beside it",
  where: "tenants",
  fields: [],
  resourceRules: PODS_AND_DEBUG_CONTAINERS,
  matchConditions: [SPEC_CHANGES],
  validations: everyContainer({
    good: "has(c.securityContext) && has(c.securityContext.readOnlyRootFilesystem) && c.securityContext.readOnlyRootFilesystem",
    wrong: "with a writable root file system",
    must: "must set securityContext.readOnlyRootFilesystem to true",
    fix: "Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where the program writes.",
  }),
};
