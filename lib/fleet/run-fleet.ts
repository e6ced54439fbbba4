import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { FleetState } from "../fleet-file/state";
import { type Judgement, mergeJudgements } from "../guardrails/judgement";
import type { LocatedProblem } from "../spec/parse/located-problem";
import type { PlainData } from "../spec/parse/plain-data";
import { cdktfManifest } from "../synthesis/cdktf-manifest";
import { versionOf } from "../synthesis/installed-version";
import type { OutputFolder } from "../synthesis/output-folder";
import { CDKTF_MANIFEST } from "../synthesis/output-places";
import type { ClusterJob } from "./cluster-job";
import { sha256 } from "./digest";
import type { FleetCluster } from "./fleet-options";
import { readRemembered, type Remembered, writeRemembered } from "./remembered";
import { runJobs } from "./run-jobs";
import { signingKey } from "./signing-key";
import { TallyTable } from "./tally-table";
import { digestOfWritingCode } from "./writing-code";

/** For fewer clusters, starting processes takes longer than the work. */
const ALONE_BELOW = 48;
export const MOST_WORKERS = 64;

/** One cluster of a run. */
export interface ClusterToWrite {
  /** As the description says it: sound, and no other cluster's. */
  readonly name: string;
  readonly description: PlainData;
  readonly state: FleetState;
}

/** What is to be written, and how. */
export interface FleetRun {
  readonly clusters: readonly ClusterToWrite[];
  /** Opened for these clusters. */
  readonly output: OutputFolder;
  /** How many processes work at once; undefined for as many as are good for so many clusters. */
  readonly workers: number | undefined;
  /** Whether clusters of which nothing has changed are left alone. */
  readonly isIncremental: boolean;
  /** Hears of every cluster once, and how many are done. */
  onCluster(cluster: FleetCluster, done: number): void;
  /** Whether the run is to end before the next cluster. */
  isStopped(): boolean;
}

/** How a run ended; but for the first way, the old output is as it was. */
export type FleetEnd =
  | { readonly kind: "written"; readonly clusters: readonly FleetCluster[] }
  /** Problems by the places of their clusters. */
  | { readonly kind: "invalid"; readonly problems: ReadonlyMap<number, readonly LocatedProblem[]> }
  | { readonly kind: "refused"; readonly judgement: Judgement }
  | { readonly kind: "stopped" };

/**
 * Writes and judges the stack and the manifests of every cluster, in several processes where there are many, and puts them into their
 * places when all are judged. Clusters of which nothing has changed since are left alone.
 */
export async function runFleet(run: FleetRun): Promise<FleetEnd> {
  const { clusters, output } = run;
  const key = run.isIncremental ? signingKey() : undefined;
  const remembered = key === undefined ? new Map<string, Remembered>() : readRemembered(output.root, key);
  const causes = key === undefined ? [] : causesOf(clusters);

  const done = new Map<number, FleetCluster>();
  const tell = (place: number, cluster: FleetCluster) => {
    done.set(place, cluster);
    run.onCluster(cluster, done.size);
  };
  const jobs: ClusterJob[] = [];
  for (const [place, { name, description, state }] of clusters.entries()) {
    const before = remembered.get(name);
    const neighbours = output.neighboursOf(name);
    if (before !== undefined && before.cause === causes[place] && isAsItWas(output.root, before, neighbours))
      tell(place, { name, outcome: "unchanged", files: before.files, judgement: before.judgement });
    else jobs.push({ place, description, state, neighbours });
  }

  const problems = new Map<number, readonly LocatedProblem[]>();
  const refused: Judgement[] = [];
  const written: string[] = [];
  const tallies = new TallyTable();
  await runJobs(jobs, {
    staging: output.staging,
    workers: run.workers ?? (jobs.length < ALONE_BELOW ? 1 : Math.min(availableParallelism(), MOST_WORKERS)),
    isStopped: () => run.isStopped(),
    tell(outcome) {
      switch (outcome.kind) {
        case "written": {
          const { place, name, files, judgement } = outcome;
          written.push(...files.map(({ path }) => path));
          return tell(place, { name, outcome: "written", files, judgement: tallies.share(judgement) });
        }
        case "invalid":
          problems.set(outcome.place, outcome.problems);
          return;
        case "refused":
          refused.push(outcome.judgement);
          return;
        case "sound":
          return;
      }
    },
  });
  if (run.isStopped()) return { kind: "stopped" };
  if (problems.size > 0) return { kind: "invalid", problems };
  const ordered = [...done].sort(([a], [b]) => a - b).map(([, cluster]) => cluster);
  if (refused.length > 0) {
    const judged = mergeJudgements([...ordered.map(({ judgement }) => judgement), ...refused]);
    return { kind: "refused", judgement: judged };
  }
  const names = clusters.map(({ name }) => name);
  output.stage(CDKTF_MANIFEST, cdktfManifest(names, versionOf("cdktf")));
  // Last: it names stacks that are there.
  output.publish([...written, CDKTF_MANIFEST]);
  if (key !== undefined && (jobs.length > 0 || remembered.size !== clusters.length)) {
    const notes = ordered.map(({ name, files, judgement }, place): Remembered => {
      return { name, cause: causes[place] ?? "", files, neighbours: output.neighboursOf(name), judgement };
    });
    writeRemembered(output.root, key, notes);
  }
  return { kind: "written", clusters: ordered };
}

/** What decides about each cluster's files: its description, where its state is kept, and the code that writes. */
function causesOf(clusters: readonly ClusterToWrite[]): readonly string[] {
  const code = digestOfWritingCode();
  return clusters.map(({ description, state }) => sha256(JSON.stringify([code, state, description])));
}

/** Whether the files of a cluster, and what stands beside them, are what was judged. */
function isAsItWas(folder: string, { files, neighbours }: Remembered, beside: readonly string[]): boolean {
  try {
    return (
      beside.join("\n") === neighbours.join("\n") &&
      files.every(({ path, sha256: digest }) => sha256(readFileSync(join(folder, path))) === digest)
    );
  } catch {
    // A file is gone, or not to be read.
    return false;
  }
}
