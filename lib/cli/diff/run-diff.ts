import { DEFAULTS } from "../../spec/defaults";
import { readArguments } from "../arguments";
import {
  badArguments,
  type Command,
  EXIT_BAD_INPUT,
  EXIT_CLEAN,
  EXIT_FOUND,
  exitCodeOf,
  helpOf,
  type Outcome,
  type Surroundings,
  HELP_OPTION,
  JSON_OPTION,
} from "../command";
import { compareSides } from "./compare";
import { DIFF_HELP } from "./help";
import { formatDiff } from "./report";
import { readSide } from "./side";

const OPTIONS = {
  baseline: { type: "string", summary: "compare with this edition of the defaults", value: Object.keys(DEFAULTS) },
  json: JSON_OPTION,
  help: HELP_OPTION,
} as const;

/** `portcullis diff`. */
export const DIFF: Command = {
  name: "diff",
  operands: "OLD NEW",
  completes: "files",
  summary: "say what changes between two fleets: posture and addresses",
  help: DIFF_HELP,
  options: OPTIONS,
  run: runDiff,
};

/** `portcullis diff`, as a function. */
export async function runDiff(args: readonly string[], around: Pick<Surroundings, "stopped">): Promise<Outcome> {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return badArguments("diff", read.problems);
  if (read.has("help")) return helpOf(DIFF_HELP);
  const edition = read.textOf("baseline");
  const problems = problemsOf(read.operands, edition);
  const [path, other] = read.operands;
  if (path === undefined || problems.length > 0) return badArguments("diff", problems);

  const baseline = edition === undefined ? undefined : Number(edition);
  const old = await readSide(path, around);
  const next = await readSide(other ?? path, around, baseline);
  if (old.trouble !== undefined || next.trouble !== undefined) {
    const trouble = [...new Set([old.trouble, next.trouble])].filter((text) => text !== undefined).join("\n");
    const signal = around.stopped();
    const exitCode = signal === undefined ? EXIT_BAD_INPUT : exitCodeOf(signal);
    const report = { version: 1, exitCode, trouble: trouble.trim() };
    return read.has("json")
      ? { stdout: `${JSON.stringify(report, undefined, 2)}\n`, stderr: "", exitCode }
      : { stdout: "", stderr: trouble, exitCode };
  }
  const clusters = compareSides(old.clusters, next.clusters);
  const exitCode = clusters.every(({ change }) => change === "none") ? EXIT_CLEAN : EXIT_FOUND;
  const stdout = read.has("json")
    ? `${JSON.stringify({ version: 1, exitCode, clusters }, undefined, 2)}\n`
    : formatDiff(clusters);
  return { stdout, stderr: "", exitCode };
}

function problemsOf(operands: readonly string[], edition: string | undefined): readonly string[] {
  const editions = Object.keys(DEFAULTS);
  const wanted = edition === undefined ? "two: OLD and NEW" : "one fleet file, with --baseline";
  const problems: string[] = [];
  if (edition !== undefined && !editions.includes(edition))
    problems.push(`--baseline: there is no edition ${JSON.stringify(edition)}; there are: ${editions.join(", ")}`);
  if (operands.length !== (edition === undefined ? 2 : 1) || operands.includes(""))
    problems.push(`${operands.length} operands are given, and it takes ${wanted}`);
  if (operands.filter((path) => path === "-").length > 1)
    problems.push("- is given twice: standard input is read once");
  return problems;
}
