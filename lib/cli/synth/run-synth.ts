import { join } from "node:path";
import { sortLocatedIssues } from "../../fleet-file/located-issue";
import { type FleetEntry, openFleet } from "../../fleet-file/read-fleet";
import { mergeJudgements } from "../../guardrails/judgement";
import type { LogTargetInput } from "../../spec/log-target-spec";
import { logTargetSchema } from "../../spec/parse/log-target";
import { type PlainData, valueAt } from "../../spec/parse/plain-data";
import { inWords, isFileTrouble } from "../../synthesis/file-trouble";
import { OutputFolder } from "../../synthesis/output-folder";
import { OutputProblem } from "../../synthesis/output-problem";
import { GateBypass } from "../../constructs/gate/bypass";
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
import { readFleetFiles } from "../fleet-files";
import { packageManifest } from "../package-manifest";
import { SYNTH_HELP } from "./help";
import { describeMissing, missingPeers } from "./missing-peers";
import { Progress } from "./progress";
import { type SynthReport, tell } from "./report";

const OPTIONS = {
  out: { type: "string", summary: "the folder to write to", value: "folder" },
  fresh: { type: "boolean", summary: "judge and write again what has not changed" },
  json: JSON_OPTION,
  help: HELP_OPTION,
} as const;

/** `portcullis synth`. */
export const SYNTH: Command = {
  name: "synth",
  operands: "FILE...",
  completes: "files",
  summary: "write the clusters of fleet files (YAML or JSON), judged",
  help: SYNTH_HELP,
  options: OPTIONS,
  run: runSynth,
};

/** `portcullis synth`, as a function. */
export async function runSynth(args: readonly string[], around: Surroundings): Promise<Outcome> {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return badArguments("synth", read.problems);
  if (read.has("help")) return helpOf(SYNTH_HELP);
  if (read.operands.length === 0 || read.operands.includes(""))
    return badArguments("synth", ["no FILE is given: name fleet files, or - for standard input"]);
  const how = { out: read.textOf("out") ?? ".", isIncremental: !read.has("fresh") };
  const report = await synthesize(read.operands, how, around);
  return tell(report, read.has("json"));
}

async function synthesize(
  paths: readonly string[],
  { out, isIncremental }: { readonly out: string; readonly isIncremental: boolean },
  around: Surroundings,
): Promise<SynthReport> {
  const started = around.now();
  const { files, problems } = readFleetFiles(paths);
  const fleet = openFleet(files);
  if (problems.length > 0 || !fleet.ok)
    return { exitCode: EXIT_BAD_INPUT, problems, issues: fleet.ok ? [] : fleet.issues };
  const { entries } = fleet;
  const missing = missingPeers(entries.map(({ description }) => valueAt(description, ["profile", "kind"])));
  if (missing.length > 0)
    return { exitCode: EXIT_BAD_INPUT, trouble: describeMissing(missing, packageManifest().peerDependencies) };
  try {
    const report = await write(entries, out, isIncremental, around);
    return report.files === undefined ? report : { ...report, seconds: around.now() - started };
  } catch (error) {
    return { exitCode: EXIT_BAD_INPUT, trouble: `${describeTrouble(error, out)}\n${UNTOUCHED}\n` };
  }
}

/** What a checked description says of forwarding. */
function targetIn(description: PlainData): LogTargetInput | undefined {
  return logTargetSchema.safeParse(valueAt(description, ["logs", "forwardTo"])).data;
}

const UNTOUCHED = "Nothing was written; the old output is as it was.";

/** Ends a run that could not write; what is no trouble of the output is a fault of the program. */
function describeTrouble(error: unknown, out: string): string {
  if (error instanceof OutputProblem || error instanceof GateBypass) return error.message;
  if (!isFileTrouble(error)) throw error;
  const { message, fix } = inWords(error, "be written");
  return `${error.path ?? out}: ${message}\n  fix        ${fix}`;
}

async function write(
  entries: readonly FleetEntry[],
  out: string,
  isIncremental: boolean,
  around: Surroundings,
): Promise<SynthReport> {
  const names = entries.map(({ name }) => name);
  const clusters = entries.map(({ name, description }) => ({ name, logs: { forwardTo: targetIn(description) } }));
  // From here on a signal waits until the old output is safe.
  around.stopped();
  const output = new OutputFolder(out, names);
  const progress = new Progress(entries.length, around);
  try {
    const { runFleet } = require("../../fleet/run-fleet") as typeof import("../../fleet/run-fleet");
    const leftBehind = output.leftBehind();
    const end = await runFleet({
      clusters: entries,
      output,
      workers: undefined,
      isIncremental,
      onCluster: (_, done) => progress.done(done),
      isStopped: () => around.stopped() !== undefined,
    });
    progress.end();
    switch (end.kind) {
      case "stopped":
        return { exitCode: exitCodeOf(around.stopped() ?? "SIGINT"), trouble: `Stopped. ${UNTOUCHED}\n` };
      case "invalid": {
        const issues = [...end.problems].flatMap(([place, problems]) => entries[place]?.locate(problems) ?? []);
        return {
          exitCode: EXIT_BAD_INPUT,
          issues: sortLocatedIssues(issues, [...new Set(issues.map(({ file }) => file))]),
        };
      }
      case "refused":
        return { exitCode: EXIT_FOUND, clusters, judgement: end.judgement };
      case "written": {
        const files = end.clusters.flatMap((cluster) => cluster.files);
        return {
          exitCode: EXIT_CLEAN,
          clusters,
          judgement: mergeJudgements(end.clusters.map(({ judgement }) => judgement)),
          files: files.map(({ path, bytes }) => ({ path: join(out, path), bytes })),
          unchanged: end.clusters.filter(({ outcome }) => outcome === "unchanged").map(({ name }) => name),
          leftBehind,
        };
      }
    }
  } finally {
    progress.end();
    output.close();
  }
}
