import type { DescribedForwarding } from "../../evidence/forwarding";
import { formatSummary } from "../../evidence/summary";
import { oneLine } from "../../evidence/columns";
import { formatLocatedIssue, type LocatedIssue } from "../../fleet-file/located-issue";
import type { Judgement } from "../../guardrails/judgement";
import { Refusal } from "../../guardrails/refusal";
import type { InputProblem } from "../check/input-problem";
import type { Outcome } from "../command";
import { formatInputProblems } from "../fleet-files";

/** How a run of `synth` ended. What does not apply is left out. */
export interface SynthReport {
  readonly exitCode: number;
  /** Files that could not be read. */
  readonly problems?: readonly InputProblem[];
  /** What is wrong in those that could. */
  readonly issues?: readonly LocatedIssue[];
  /** What kept the run from writing, in words. */
  readonly trouble?: string;
  readonly clusters?: readonly {
    readonly name: string;
    readonly logs?: { readonly forwardTo?: DescribedForwarding | undefined };
  }[];
  readonly judgement?: Judgement;
  readonly files?: readonly { readonly path: string; readonly bytes: number }[];
  /** Clusters that were judged before and are what they were. */
  readonly unchanged?: readonly string[];
  /** Stacks of an earlier run that no file describes any more. */
  readonly leftBehind?: readonly string[];
  readonly seconds?: number;
}

/** The outcome for people or for programs. */
export function tell(report: SynthReport, asJson: boolean): Outcome {
  const { exitCode } = report;
  if (asJson) return { stdout: reportAsJson(report), stderr: "", exitCode };
  if (report.files === undefined) return { stdout: "", stderr: describeRefused(report), exitCode };
  return { stdout: describeWritten(report, report.files), stderr: describeLeftBehind(report), exitCode };
}

function describeRefused({ problems = [], issues = [], trouble, judgement }: SynthReport): string {
  if (trouble !== undefined) return trouble;
  if (judgement !== undefined) return `${new Refusal(judgement).message}\n`;
  const count = issues.length === 1 ? "1 issue" : `${issues.length} issues`;
  return [
    ...(problems.length > 0 ? [formatInputProblems(problems)] : []),
    ...(issues.length > 0
      ? [
          `${issues.map((issue) => `${formatLocatedIssue({ ...issue, file: oneLine(issue.file) })}\n`).join("\n")}`,
          `The fleet cannot be used: ${count}.\n`,
        ]
      : []),
  ].join("\n");
}

function describeWritten(
  { clusters = [], judgement, seconds = 0 }: SynthReport,
  files: NonNullable<SynthReport["files"]>,
) {
  if (judgement === undefined) return "";
  return `${formatSummary({
    clusters: clusters.map((cluster) => ({
      ...cluster,
      documents: [`stacks/${cluster.name}/cdk.tf.json`, `${cluster.name} (manifests)`],
    })),
    judgement,
    files,
    seconds,
  })}\n`;
}

function describeLeftBehind({ leftBehind = [] }: SynthReport): string {
  if (leftBehind.length === 0) return "";
  return [
    `No longer described, and left as it was: ${leftBehind.map((name) => oneLine(name)).join(", ")}.`,
    "  fix        terraform destroy what is to go, then remove the folder below cdktf.out/stacks.",
    "",
  ].join("\n");
}

/** The result for programs. Its fields are public API; new ones may come. */
function reportAsJson(report: SynthReport): string {
  const {
    exitCode,
    problems = [],
    issues = [],
    trouble,
    clusters = [],
    judgement,
    files = [],
    unchanged = [],
    leftBehind = [],
  } = report;
  const { findings = [], openings = [], holders = [], warnings = [], tallies = [] } = judgement ?? {};
  const result = {
    version: 1,
    exitCode,
    clusters: clusters.map(({ name }) => name),
    problems,
    issues,
    ...(trouble !== undefined && { trouble: trouble.trim() }),
    findings,
    openings,
    holders,
    warnings,
    rules: tallies,
    files,
    unchanged,
    leftBehind,
    ...(report.seconds !== undefined && { seconds: report.seconds }),
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
