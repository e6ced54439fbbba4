import { resolve } from "node:path";
import { Refusal } from "../guardrails/refusal";
import { parseFleet, repeatedNames } from "../spec/fleet";
import { InvalidCluster } from "../spec/invalid-cluster";
import { InvalidInput } from "../spec/invalid-input";
import { type Issue, sortIssues } from "../spec/issues";
import { isLabel } from "../spec/parse/label";
import { type LocatedProblem, toIssue } from "../spec/parse/located-problem";
import { copyPlainData, valueAt } from "../spec/parse/plain-data";
import { OutputFolder } from "../synthesis/output-folder";
import type { FleetOptions, FleetResult } from "./fleet-options";
import { type ClusterToWrite, MOST_WORKERS, runFleet } from "./run-fleet";

/**
 * Synthesizes the stack and the manifests of every described cluster, judged, in several processes. It writes what the constructs
 * write in one cdktf App and a cdk8s App for each cluster, byte for byte. All clusters are judged before a file of any is put
 * into its place; a cluster of which nothing has changed since is left alone. One run at a time writes into a folder.
 *
 * @param descriptions what `defineCluster` takes or returns, or data of unknown origin; names must differ
 * @throws InvalidCluster with every issue of every cluster
 * @throws Refusal with every finding
 * @throws OutputProblem when the folder cannot be used, or another run uses it
 */
export async function synthesizeFleet(
  descriptions: readonly unknown[],
  options: FleetOptions = {},
): Promise<FleetResult> {
  demandWorkers(options.workers);
  const state = options.backend ?? { kind: "local" };
  const clusters = descriptions.flatMap((description): readonly ClusterToWrite[] => {
    const { data, problems } = copyPlainData(description);
    const name = valueAt(data, ["name"]);
    // A folder is made by the name.
    return problems.length === 0 && typeof name === "string" && isLabel(name)
      ? [{ name, description: data, state }]
      : [];
  });
  const repeated = repeatedNames(clusters.map(({ name }) => name));
  if (clusters.length < descriptions.length || repeated.length > 0) {
    const fleet = parseFleet(descriptions);
    throw new InvalidCluster(fleet.ok ? [] : fleet.issues, "this fleet");
  }

  const output = new OutputFolder(
    resolve(options.folder ?? "."),
    clusters.map(({ name }) => name),
  );
  try {
    const end = await runFleet({
      clusters,
      output,
      workers: options.workers,
      isIncremental: options.incremental ?? true,
      onCluster: (cluster, done) => options.onCluster?.(cluster, { done, total: clusters.length }),
      isStopped: () => false,
    });
    switch (end.kind) {
      case "written":
        return { clusters: end.clusters };
      case "refused":
        throw new Refusal(end.judgement);
      case "invalid":
        throw new InvalidCluster(sortIssues(issuesOf(end.problems)), "this fleet");
      case "stopped":
        throw new Error("a run was stopped that nobody stops");
    }
  } finally {
    output.close();
  }
}

function issuesOf(problems: ReadonlyMap<number, readonly LocatedProblem[]>): readonly Issue[] {
  return [...problems].flatMap(([place, found]) =>
    found.map(({ path, problem }) => toIssue({ path: ["clusters", place, ...path], problem })),
  );
}

function demandWorkers(asked: number | undefined): void {
  if (asked === undefined || (Number.isSafeInteger(asked) && asked >= 1 && asked <= MOST_WORKERS)) return;
  throw new InvalidInput(`synthesizeFleet: workers is ${asked}; it is a whole number from 1 to ${MOST_WORKERS}.`);
}
