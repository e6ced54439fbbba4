import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readFleet, type FleetCluster } from "../../fleet-file/read-fleet";
import { formatLocatedIssue } from "../../fleet-file/located-issue";
import type { WrittenDocument } from "../../guardrails/document";
import { Refusal } from "../../guardrails/refusal";
import { documentsBelow } from "../check/documents-below";
import type { Surroundings } from "../command";
import type { InputProblem } from "../check/input-problem";
import { copyPlainData } from "../../spec/parse/plain-data";
import { OutputFolder } from "../../synthesis/output-folder";
import { CHARTS, STACKS } from "../../synthesis/output-places";
import { formatInputProblems, readFleetFiles } from "../fleet-files";
import { packageManifest } from "../package-manifest";
import { describeMissing, missingPeers } from "../synth/missing-peers";

/** The documents of one cluster, and its description where a fleet file gave it. */
export interface ClusterSide {
  readonly documents: readonly WrittenDocument[];
  readonly description: unknown;
}

/** One of two sides: clusters by name, or what keeps it from being read. */
export type Side =
  | { readonly clusters: ReadonlyMap<string, ClusterSide>; readonly trouble?: undefined }
  | { readonly trouble: string };

/** Reads a side: an output folder as it lies there, or a fleet file, which is written to a temporary folder first. */
export async function readSide(path: string, around: Pick<Surroundings, "stopped">, baseline?: number): Promise<Side> {
  if (path !== "-" && existsSync(path) && statSync(path).isDirectory()) {
    if (baseline !== undefined) return { trouble: `${path}: --baseline wants a fleet file, and this is a folder\n` };
    return readOutput(path, new Map());
  }
  const { files, problems } = readFleetFiles([path]);
  if (problems.length > 0) return { trouble: formatInputProblems(problems) };
  const fleet = readFleet(files, baseline);
  if (!fleet.ok) return { trouble: fleet.issues.map((issue) => `${formatLocatedIssue(issue)}\n`).join("\n") };
  const missing = missingPeers(fleet.clusters.map(({ spec }) => spec.profile.kind));
  if (missing.length > 0) return { trouble: describeMissing(missing, packageManifest().peerDependencies) };
  return written(fleet.clusters, around);
}

async function written(clusters: readonly FleetCluster[], around: Pick<Surroundings, "stopped">): Promise<Side> {
  const { runFleet } = require("../../fleet/run-fleet") as typeof import("../../fleet/run-fleet");
  const folder = mkdtempSync(join(tmpdir(), "portcullis-diff-"));
  const names = clusters.map(({ spec }) => spec.name);
  const output = new OutputFolder(folder, names);
  try {
    const end = await runFleet({
      clusters: clusters.map(({ spec, state }) => ({ name: spec.name, description: copyPlainData(spec).data, state })),
      output,
      workers: undefined,
      isIncremental: false,
      onCluster: () => undefined,
      isStopped: () => around.stopped() !== undefined,
    });
    switch (end.kind) {
      case "stopped":
        return { trouble: "Stopped.\n" };
      case "refused":
        return { trouble: `${new Refusal(end.judgement).message}\n` };
      case "invalid":
        throw new Error("a description is wrong that was checked before");
      case "written":
        return readOutput(folder, new Map(clusters.map(({ spec }) => [spec.name, spec])));
    }
  } finally {
    output.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An output folder, or the `cdktf.out` in it: stacks and manifests by the names of their clusters. */
function readOutput(path: string, descriptions: ReadonlyMap<string, unknown>): Side {
  const stacks = [join(path, STACKS), join(path, "stacks")].find((folder) => existsSync(folder));
  const charts = join(path, CHARTS);
  const places = new Map<string, string[]>();
  const add = (name: string, place: string) => places.set(name, [...(places.get(name) ?? []), place]);
  if (stacks !== undefined) for (const name of readdirSync(stacks).sort()) add(name, join(stacks, name, "cdk.tf.json"));
  if (existsSync(charts))
    for (const file of readdirSync(charts).sort())
      if (file.endsWith(".k8s.yaml")) add(basename(file, ".k8s.yaml"), join(charts, file));
  if (places.size === 0) return { trouble: `${path}: there is neither cdktf.out/stacks nor dist/*.k8s.yaml in it\n` };

  const problems: InputProblem[] = [];
  const clusters = new Map<string, ClusterSide>();
  for (const [name, files] of places) {
    const below = files.map((file) => documentsBelow(file));
    problems.push(...below.flatMap((one) => one.problems));
    clusters.set(name, { documents: below.flatMap((one) => one.documents), description: descriptions.get(name) });
  }
  return problems.length > 0 ? { trouble: formatInputProblems(problems) } : { clusters };
}
