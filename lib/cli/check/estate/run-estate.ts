import { askEstate, type EstateAnswers } from "../../../admission/estate/ask-estate";
import { EXIT_BAD_INPUT, EXIT_CLEAN, EXIT_FOUND, type Outcome } from "../../command";
import type { InputProblem } from "../input-problem";
import { estateAsJson, formatEstate } from "./estate-report";
import { readObjects } from "./read-objects";

/** What is asked. */
export interface EstateInput {
  /** What runs: files, folders or `-`. */
  readonly paths: readonly string[];
  /** The manifests with the policies: files or folders that are applied together. */
  readonly against: readonly string[];
  /** The day on which it is asked: policies that only warn until some moment of it refuse. */
  readonly asOf: string;
  readonly json: boolean;
}

/** What came of it. */
export interface EstateResult extends EstateAnswers {
  readonly problems: readonly InputProblem[];
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
}

/** `portcullis check --against`: what the policies of some manifests would refuse of what runs. */
export function runEstate({ paths, against, asOf, json }: EstateInput): Outcome {
  const delivered = readObjects(against);
  const estate = readObjects(paths);
  const problems = [...delivered.problems, ...estate.problems];
  const answers = askEstate(
    delivered.objects.map(({ object }) => object),
    estate.objects,
    `${asOf}T23:59:59Z`,
  );
  // Nothing to ask is nothing proven.
  if (delivered.problems.length === 0 && answers.policies.length === 0)
    problems.push({
      path: against.join(", "),
      message: "there is no ValidatingAdmissionPolicy in it",
      fix: "Name the manifests that portcullis wrote of the cluster: dist/NAME.k8s.yaml.",
    });
  if (estate.problems.length === 0 && estate.objects.length === 0)
    problems.push({
      path: paths.join(", "),
      message: "there is no object in it",
      fix: "In a shell, `set -o pipefail` lets a pipe fail with its first program.",
    });
  const result = { ...answers, problems, passedOver: [...delivered.passedOver, ...estate.passedOver] };
  const isClean = answers.refusals.length + answers.unknown.length === 0;
  const exitCode = problems.length > 0 ? EXIT_BAD_INPUT : isClean ? EXIT_CLEAN : EXIT_FOUND;
  return { stdout: json ? estateAsJson(result, exitCode) : formatEstate(result), stderr: "", exitCode };
}
