import type { AdmissionPolicy } from "../../../lib/pillars/admission/policies/admission-policy";
import type { Way } from "./row";

/** Ways that lead to a policy by its rules, but by which nothing can be both refused and, otherwise, pass. */
export const NOT_TO_BE_TRIED: Readonly<Record<string, Partial<Record<Way, string>>>> = {
  "read-only-root": {
    patch: "the file system of a container cannot be changed in a pod that is there",
    update: "the file system of a container cannot be changed in a pod that is there",
  },
  "no-work-in-default": { "workload template": "the workload itself is refused, so that nobody makes its pods" },
  "certificates-approved-on-machines": { patch: "what decides on the machines may update and not patch" },
  "break-glass-makes-nothing": {
    "workload template": "the pods are made by a controller, which is not of the group",
  },
  "people-have-attributes": { "workload template": "the pods are made by a controller, which is no person" },
};

/** The ways by which requests lead to a policy, by what its rules match and its expressions look at. */
export function waysOf({ resourceRules, validations }: Pick<AdmissionPolicy, "resourceRules" | "validations">) {
  const ways = new Set<Way>();
  const add = (condition: boolean, ...more: readonly Way[]) => {
    if (condition) for (const way of more) ways.add(way);
  };
  for (const { operations, resources } of resourceRules) {
    const does = (one: (typeof operations)[number]) => operations.includes(one);
    const all = resources.includes("*/*");
    // What hangs below an object is not made, and is only changed by its own path.
    const whole = all || resources.some((one) => !one.includes("/"));
    const pods = all || resources.includes("pods");
    add(does("CREATE") && whole, "create", "dry run", "server-side apply");
    add(does("UPDATE") && !resources.every((one) => one === "pods/ephemeralcontainers"), "update", "patch");
    add(does("DELETE") && whole, "delete", "delete all");
    add(does("CONNECT"), "connect");
    add(does("CREATE") && pods, "workload template");
    add(
      does("CREATE") && pods && validations.some(({ expression }) => expression.includes("initContainers")),
      "init container",
    );
    add(does("UPDATE") && (all || resources.includes("pods/ephemeralcontainers")), "ephemeral container");
    add(does("UPDATE") && all, "scale");
  }
  return ways;
}
