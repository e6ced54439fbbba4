import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FleetCluster } from "../fleet-file/read-fleet";
import { type Judgement, mergeJudgements } from "../guardrails/judgement";
import { cdktfManifest } from "./cdktf-manifest";
import { versionOf } from "./installed-version";
import { CDKTF_MANIFEST } from "./output-places";
import { type SynthesizedCluster, synthesizeCluster } from "./synthesize-cluster";

/** What is to be written, and where. */
export interface FleetRun {
  readonly clusters: readonly FleetCluster[];
  /** An empty folder, or one with the names of what stands beside the stacks already. */
  readonly folder: string;
  /** Called after each cluster with how many are done. */
  onProgress(done: number): void;
  /** Whether the run is to end before the next cluster. */
  isStopped(): boolean;
}

/** What became of a fleet. */
export interface SynthesizedFleet {
  readonly judgement: Judgement;
  /** Whether something was refused, so that the folder does not hold the whole fleet. */
  readonly isRefused: boolean;
  /** Whether it ended before the last cluster. */
  readonly isStopped: boolean;
}

/** A way to write a fleet; each gives the same bytes. */
export type SynthesizeFleet = (run: FleetRun) => Promise<SynthesizedFleet>;

/** Writes and judges one cluster after the other in this process, and cdktf's manifest of all stacks at the end. */
export const synthesizeFleet: SynthesizeFleet = async ({ clusters, folder, onProgress, isStopped }) => {
  const done: SynthesizedCluster[] = [];
  for (const { spec, state } of clusters) {
    if (isStopped()) break;
    done.push(synthesizeCluster(spec, state, folder));
    onProgress(done.length);
    // Signals are heard between two clusters.
    await new Promise((resume) => setImmediate(resume));
  }
  const halves = [...done.map(({ terraform }) => terraform), ...done.map(({ manifests }) => manifests)];
  const isRefused = halves.some((half) => half.isRefused);
  const isEnded = done.length < clusters.length;
  if (!isRefused && !isEnded) {
    const names = done.map(({ name }) => name);
    writeFileSync(join(folder, CDKTF_MANIFEST), cdktfManifest(names, versionOf("cdktf")));
  }
  return {
    judgement: mergeJudgements(halves.map(({ judgement }) => judgement).filter((found) => found !== undefined)),
    isRefused,
    isStopped: isEnded,
  };
};
