import { complaintsOfWindow } from "../criteria/warning-window";
import { manifests, type WrittenObject } from "../fixtures/written";
import { POLICIES_OF_EVERY_CLUSTER } from "../reviewed-policies";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const EVERY = POLICIES_OF_EVERY_CLUSTER;

/** A policy that was taken out leaves no trace of its own; the others tell of it. */
export const ADMISSION_POLICIES_TOGETHER: Rule<"admission-policy"> = {
  id: "admission-policies-together",
  title: "The admission policies of every cluster stand together, and none of them was taken out.",
  why: "Each closes what the others leave open; without one of them, pods or rights come in that everybody believes to be refused.",
  fix: "Put the policy back; what must pass it is named under admission.exceptions of the description.",
  controls: ["CIS-1.12 5.2.1", "NIST-800-53r5 CM-7"],
  judges: "admission-policy",
  reach: "ours",
  judge: ({ missingBeside, warnElsewhere }) =>
    failOn(
      missingBeside.flatMap((name): readonly Fault[] => {
        const window = warnElsewhere.get(name);
        if (window === undefined) return [{ at: "", got: "no such policy", message: `the policy ${name} is missing` }];
        const got = `${window.from} to ${window.until}`;
        return complaintsOfWindow(name, window).map((message) => ({
          at: "metadata.annotations",
          got,
          message: `the policy ${name} is missing, and its window is none: ${message}`,
        }));
      }),
    ),
  fixtures: () => ({
    pass: [
      { name: "all of them", documents: manifests(...EVERY.map(policy)) },
      { name: "a policy that stands alone by itself", documents: manifests(policy("images-by-digest")) },
      { name: "a team's own policy", documents: manifests(policy("team-labels")) },
    ],
    fail: [
      { name: "one of them alone", documents: manifests(policy("no-master-bindings")) },
      ...EVERY.map((name) => ({
        name: `all but ${name}`,
        documents: manifests(...EVERY.filter((other) => other !== name).map(policy)),
      })),
    ],
  }),
};

function policy(name: string): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: { validations: [{ expression: "has(object.spec)" }] },
  };
}
