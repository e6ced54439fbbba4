import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Judgement } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";
import type { Issue } from "../spec/issues";
import { toIssue } from "../spec/parse/located-problem";
import { readCluster } from "../spec/parse-cluster";
import { sha256 } from "./digest";
import type { FleetBackend, FleetFile } from "./fleet-options";
import { neighboursOf } from "../synthesis/neighbours";
import { manifestsPath, stackPath } from "../synthesis/output-places";
import { stagedName } from "./staging";
import { writeCluster } from "./write-cluster";
import { inPlaces } from "./write-manifests";

/** One cluster to synthesize. */
export interface ClusterJob {
  /** Its place in the fleet. */
  readonly place: number;
  /** Its description, as data; checked where it is synthesized. */
  readonly description: unknown;
}

/** Where a worker writes, and how. */
export interface JobSettings {
  /** The fleet's folder, whose files are looked at and not touched. */
  readonly folder: string;
  /** The folder for what is not judged to the end. */
  readonly staging: string;
  readonly backend: FleetBackend;
}

/** What came of one cluster. */
export type ClusterOutcome =
  | {
      readonly kind: "written";
      readonly place: number;
      readonly name: string;
      readonly files: readonly FleetFile[];
      readonly neighbours: readonly string[];
      readonly judgement: Judgement;
    }
  | { readonly kind: "invalid"; readonly place: number; readonly issues: readonly Issue[] }
  | { readonly kind: "refused"; readonly place: number; readonly judgement: Judgement };

/** Checks, synthesizes and judges one cluster, and writes its files into the staging folder. */
export function runJob({ place, description }: ClusterJob, { folder, staging, backend }: JobSettings): ClusterOutcome {
  const parsed = readCluster(description, ["clusters", place]);
  if (!parsed.ok) return { kind: "invalid", place, issues: parsed.problems.map(toIssue) };
  const { name } = parsed.cluster;
  const neighbours = neighboursOf(folder, name);
  try {
    const { stack, manifests, judgement } = writeCluster(parsed.cluster, backend, staging, neighbours);
    const files = [stage(staging, stackPath(name), stack), stage(staging, manifestsPath(name), manifests)];
    return { kind: "written", place, name, files, neighbours, judgement };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", place, judgement: inPlaces(error.judgement, name) };
    throw error;
  }
}

function stage(staging: string, path: string, text: string): FleetFile {
  writeFileSync(join(staging, stagedName(path)), text);
  return { path, bytes: Buffer.byteLength(text), sha256: sha256(text) };
}
