import { oneLine } from "../../evidence/columns";
import { count } from "../../evidence/count";
import {
  describeAllowances,
  describeOpenings,
  describeRules,
  describeWaivers,
  describeWarnings,
} from "../../evidence/summary";
import { formatFinding } from "../../guardrails/refusal";
import type { CheckResult } from "./check";
import { formatInputProblem } from "./input-problem";

/** The result for people: problems, findings, what is open, what was let pass, and one line that says it all. */
export function formatReport({ problems, judgement, passedOver, limits, asOf }: CheckResult): string {
  const { documents, findings, openings } = judgement;
  const sections: readonly (readonly string[])[] = [
    ...problems.map((problem) => clean(formatInputProblem(problem))),
    ...findings.map((finding) => clean(formatFinding(finding))),
    openings.length === 0 ? [] : ["What is open:", ...describeOpenings(openings)],
    describeWarnings(judgement.warnings),
    describeWaivers(judgement),
    describeAllowances(judgement),
    passedOver.length === 0
      ? []
      : ["Not looked at:", ...passedOver.map(({ path, why }) => oneLine(`  ${path}: ${why}`))],
    limits,
    [
      ...describeRules(judgement.tallies).slice(0, 1),
      conclusion(problems.length, findings.length, documents.length, asOf),
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Text in documents was written by others; it may not move the cursor. */
function clean(text: string): readonly string[] {
  return text.split("\n").map(oneLine);
}

function conclusion(problems: number, findings: number, documents: number, asOf: string): string {
  const found = `${count(findings, "finding")} in ${count(documents, "document")}, as of ${asOf}`;
  if (problems > 0) return `Not everything could be read: ${count(problems, "problem")}; ${found}.`;
  return findings === 0 ? `Clean: ${found}.` : `${found}.`;
}

/** The result for programs. Its fields are public API; new ones may come. */
export function reportAsJson({ problems, judgement, passedOver, limits, asOf }: CheckResult, exitCode: number): string {
  const { documents, findings, openings, warnings, waived, allowed, unusedAllowances, tallies } = judgement;
  const report = {
    version: 1,
    exitCode,
    asOf,
    documents,
    problems,
    findings,
    warnings,
    waived,
    allowed,
    unusedAllowances,
    openings,
    passedOver,
    limits,
    rules: tallies,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
