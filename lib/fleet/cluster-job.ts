import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FleetState } from "../fleet-file/state";
import type { Judgement } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";
import type { ClusterSpec } from "../spec/cluster-spec";
import { InvalidCluster } from "../spec/invalid-cluster";
import { fromIssue, type LocatedProblem } from "../spec/parse/located-problem";
import { readCluster } from "../spec/parse-cluster";
import { manifestsPath, stackPath, stagedName } from "../synthesis/output-places";
import { sha256 } from "./digest";
import type { FleetFile } from "./fleet-options";
import { writeCluster } from "./write-cluster";
import { inPlaces } from "./write-manifests";

/** One cluster to synthesize. */
export interface ClusterJob {
  /** Its place in the fleet. */
  readonly place: number;
  /** Its description, as data; checked where it is synthesized. */
  readonly description: unknown;
  readonly state: FleetState;
  /** What stands beside its stack's document. */
  readonly neighbours: readonly string[];
}

/** What came of one cluster. */
export type ClusterOutcome =
  | {
      readonly kind: "written";
      readonly place: number;
      readonly name: string;
      readonly files: readonly FleetFile[];
      readonly judgement: Judgement;
    }
  /** Paths begin in the description. */
  | { readonly kind: "invalid"; readonly place: number; readonly problems: readonly LocatedProblem[] }
  | { readonly kind: "refused"; readonly place: number; readonly judgement: Judgement }
  /** Nothing is wrong with the description, and no more was asked. */
  | { readonly kind: "sound"; readonly place: number };

/** Checks the description of one cluster. */
export function checkJob({ place, description }: ClusterJob): ClusterSpec | (ClusterOutcome & { kind: "invalid" }) {
  const parsed = readCluster(description, []);
  return parsed.ok ? parsed.cluster : { kind: "invalid", place, problems: parsed.problems };
}

/** Synthesizes and judges one cluster, and writes its files into the staging folder. */
export function runJob({ place, state, neighbours }: ClusterJob, spec: ClusterSpec, staging: string): ClusterOutcome {
  const { name } = spec;
  try {
    const { stack, manifests, judgement } = writeCluster(spec, state, staging, neighbours);
    const files = [stage(staging, stackPath(name), stack), stage(staging, manifestsPath(name), manifests)];
    return { kind: "written", place, name, files, judgement };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", place, judgement: inPlaces(error.judgement, name) };
    // What a patch names shows only where the objects are: it is a wrong description all the same.
    if (error instanceof InvalidCluster) return { kind: "invalid", place, problems: error.issues.map(fromIssue) };
    throw error;
  }
}

function stage(staging: string, path: string, text: string): FleetFile {
  writeFileSync(join(staging, stagedName(path)), text);
  return { path, bytes: Buffer.byteLength(text), sha256: sha256(text) };
}
