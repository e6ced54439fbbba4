import { join } from "node:path";
import { readFleet } from "../../fleet-file/read-fleet";
import type { FleetCluster } from "../../fleet-file/read-fleet";
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
import { inWords, isFileTrouble } from "../file-trouble";
import { readFleetFiles } from "../fleet-files";
import { packageManifest } from "../package-manifest";
import { SYNTH_HELP } from "./help";
import { describeMissing, missingPeers } from "./missing-peers";
import { OutputFolder, type WrittenFile } from "./output-folder";
import { OutputProblem } from "./output-problem";
import { Progress } from "./progress";
import { type SynthReport, tell } from "./report";

const OPTIONS = {
  out: { type: "string", summary: "the folder to write to", value: "folder" },
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
  const report = await synthesize(read.operands, read.textOf("out") ?? ".", around);
  return tell(report, read.has("json"));
}

async function synthesize(paths: readonly string[], out: string, around: Surroundings): Promise<SynthReport> {
  const started = around.now();
  const { files, problems } = readFleetFiles(paths);
  const fleet = readFleet(files);
  if (problems.length > 0 || !fleet.ok)
    return { exitCode: EXIT_BAD_INPUT, problems, issues: fleet.ok ? [] : fleet.issues };
  const missing = missingPeers(fleet.clusters.map(({ spec }) => spec));
  if (missing.length > 0)
    return { exitCode: EXIT_BAD_INPUT, trouble: describeMissing(missing, packageManifest().peerDependencies) };
  try {
    return await write(fleet.clusters, out, around, started);
  } catch (error) {
    return { exitCode: EXIT_BAD_INPUT, trouble: `${describeTrouble(error, out)}\n${UNTOUCHED}\n` };
  }
}

const UNTOUCHED = "Nothing was written; the old output is as it was.";

/** Ends a run that could not write; what is no trouble of the output is a fault of the program. */
function describeTrouble(error: unknown, out: string): string {
  if (error instanceof OutputProblem) return `${error.path}: ${error.message}\n  fix        ${error.fix}`;
  if (error instanceof GateBypass) return error.message;
  if (!isFileTrouble(error)) throw error;
  const { message, fix } = inWords(error, "be written");
  return `${error.path ?? out}: ${message}\n  fix        ${fix}`;
}

async function write(
  clusters: readonly FleetCluster[],
  out: string,
  around: Surroundings,
  started: number,
): Promise<SynthReport> {
  const names = clusters.map(({ spec }) => spec.name);
  // From here on a signal waits until the old output is safe.
  around.stopped();
  const folder = new OutputFolder(out, names);
  const progress = new Progress(clusters.length, around);
  try {
    const { synthesizeFleet } =
      require("../../synthesis/synthesize-fleet") as typeof import("../../synthesis/synthesize-fleet");
    const { judgement, isRefused, isStopped } = await synthesizeFleet({
      clusters,
      folder: folder.staging,
      onProgress: (done) => progress.done(done),
      isStopped: () => around.stopped() !== undefined,
    });
    progress.end();
    if (isStopped) return { exitCode: exitCodeOf(around.stopped() ?? "SIGINT"), trouble: `Stopped. ${UNTOUCHED}\n` };
    if (isRefused) return { exitCode: EXIT_FOUND, names, judgement };
    const leftBehind = folder.leftBehind();
    const files = inOrder(folder.publish(), names).map(({ path, bytes }) => ({ path: join(out, path), bytes }));
    return { exitCode: EXIT_CLEAN, names, judgement, files, leftBehind, seconds: around.now() - started };
  } finally {
    progress.end();
    folder.close();
  }
}

/** As the summary of a program lists them: the clusters' own, without cdktf's list of stacks. */
function inOrder(files: readonly WrittenFile[], names: readonly string[]): readonly WrittenFile[] {
  return files.slice(0, names.length * 2);
}
