import type { AdmissionPolicy } from "./admission-policy";
import { everyContainer, NEW_PODS } from "./pods";

/** The API server's type checker knows no maps of quantities, so these are looked up without a type. */
const states = (side: string) =>
  `has(dyn(c.resources).${side}) && ['cpu', 'memory'].all(k, k in dyn(c.resources).${side})`;

/**
 * Containers state what they need and what they may use. The namespace's LimitRange fills in what a pod leaves out, before
 * this policy sees it: the policy holds where somebody gave a container no limit on purpose, or the LimitRange is gone.
 * Debug containers cannot state resources, and live on those of their pod.
 */
export const REQUESTS_AND_LIMITS: AdmissionPolicy = {
  name: "requests-and-limits",
  refuses: "containers without requests and limits for CPU and memory",
  why: "a container without a limit takes the node from its neighbours",
  where: "tenants",
  letsPass: "debug containers, which cannot state any",
  fields: [],
  resourceRules: NEW_PODS,
  validations: everyContainer(
    {
      good: `has(c.resources) && ${states("requests")} && ${states("limits")}`,
      wrong: "without requests and limits",
      must: "must state requests and limits for cpu and memory",
      fix: "State resources.requests and resources.limits, each with cpu and memory.",
    },
    { debugContainers: false },
  ),
};
