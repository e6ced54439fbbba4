import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { mergeJudgements } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";
import { repeatedNames } from "../spec/fleet";
import { InvalidCluster } from "../spec/invalid-cluster";
import { InvalidInput } from "../spec/invalid-input";
import { toIssue } from "../spec/parse/located-problem";
import { copyPlainData, type PlainData, valueAt } from "../spec/parse/plain-data";
import { readCluster } from "../spec/parse-cluster";
import { cdktfManifest } from "../synthesis/cdktf-manifest";
import type { ClusterJob, ClusterOutcome } from "./cluster-job";
import { sha256 } from "./digest";
import type { FleetBackend, FleetCluster, FleetOptions, FleetResult } from "./fleet-options";
import { neighboursOf } from "../synthesis/neighbours";
import { CDKTF_MANIFEST } from "../synthesis/output-places";
import { readRemembered, type Remembered, writeRemembered } from "./remembered";
import { runJobs } from "./run-jobs";
import { TallyTable } from "./tally-table";
import { signingKey } from "./signing-key";
import { Staging } from "./staging";
import { digestOfWritingCode } from "./writing-code";
import { versionOf } from "../synthesis/installed-version";

/** For fewer clusters, starting processes takes longer than the work. */
const ALONE_BELOW = 48;
const MOST_WORKERS = 64;

/**
 * Synthesizes the stack and the manifests of every described cluster, judged, in several processes. It writes what the constructs
 * write in one cdktf App and a cdk8s App for each cluster, byte for byte. All clusters are judged before a file of any is put
 * into its place; a cluster of which nothing has changed since is left alone.
 *
 * @param descriptions what `defineCluster` takes or returns, or data of unknown origin; names must differ
 * @throws InvalidCluster with every issue of every cluster that it has looked at
 * @throws Refusal with every finding
 */
export async function synthesizeFleet(
  descriptions: readonly unknown[],
  options: FleetOptions = {},
): Promise<FleetResult> {
  const folder = resolve(options.folder ?? ".");
  const backend = options.backend ?? { kind: "local" };
  const key = options.incremental === false ? undefined : signingKey();
  const remembered = key === undefined ? new Map<string, Remembered>() : readRemembered(folder, key);
  const causeOf = key === undefined ? () => undefined : causes(backend);

  const clusters = new Map<number, FleetCluster>();
  const notes: Remembered[] = [];
  const tallies = new TallyTable();
  const done = (place: number, cluster: FleetCluster, cause: string | undefined, neighbours: readonly string[]) => {
    clusters.set(place, cluster);
    const { name, files, judgement } = cluster;
    if (cause !== undefined) notes.push({ name, cause, files, neighbours, judgement });
    options.onCluster?.(cluster, { done: clusters.size, total: descriptions.length });
  };

  const copies = descriptions.map((description) => copyPlainData(description));
  const issues = repeatedNames(copies.map(({ data }) => valueAt(data, ["name"]))).map(toIssue);
  const jobs: ClusterJob[] = [];
  const causeAt = new Map<number, string | undefined>();
  for (const [place, { data, problems }] of copies.entries()) {
    if (problems.length > 0) {
      const read = readCluster(descriptions[place], ["clusters", place]);
      issues.push(...(read.ok ? problems : read.problems).map(toIssue));
      continue;
    }
    const cause = causeOf(data);
    causeAt.set(place, cause);
    const before = remembered.get(String(valueAt(data, ["name"])));
    if (before !== undefined && before.cause === cause && isAsItWas(folder, before)) {
      const { name, files, judgement } = before;
      done(place, { name, outcome: "unchanged", files, judgement }, cause, before.neighbours);
    } else jobs.push({ place, description: data });
  }

  const staging = new Staging(folder);
  try {
    const outcomes: ClusterOutcome[] = [];
    await runJobs(
      jobs,
      { folder, staging: staging.path, backend },
      workersFor(options.workers, jobs.length),
      (outcome) => {
        outcomes.push(outcome);
        if (outcome.kind !== "written") return;
        const { place, name, files, neighbours, judgement } = outcome;
        done(
          place,
          { name, outcome: "written", files, judgement: tallies.share(judgement) },
          causeAt.get(place),
          neighbours,
        );
      },
    );
    issues.push(...outcomes.flatMap((outcome) => (outcome.kind === "invalid" ? outcome.issues : [])));
    if (issues.length > 0) throw new InvalidCluster(issues, "this fleet");
    const refused = outcomes.flatMap((outcome) => (outcome.kind === "refused" ? [outcome.judgement] : []));
    if (refused.length > 0) throw new Refusal(mergeJudgements(refused));

    const ordered = [...clusters].sort(([a], [b]) => a - b).map(([, cluster]) => cluster);
    staging.publish(
      outcomes.flatMap((outcome) => (outcome.kind === "written" ? outcome.files : [])).map(({ path }) => path),
    );
    writeManifest(
      folder,
      ordered.map(({ name }) => name),
    );
    if (key !== undefined && (jobs.length > 0 || remembered.size !== notes.length)) writeRemembered(folder, key, notes);
    return { clusters: ordered };
  } finally {
    staging.remove();
  }
}

/** What decides about a cluster's files: its description, where its state is kept, and the code that writes. */
function causes(backend: FleetBackend): (data: PlainData) => string {
  const code = `${digestOfWritingCode()}\n${JSON.stringify(backend)}\n`;
  return (data) => sha256(code + JSON.stringify(data));
}

/** Whether the files of a cluster, and what stands beside them, are what was judged. */
function isAsItWas(folder: string, { name, files, neighbours }: Remembered): boolean {
  try {
    return (
      neighboursOf(folder, name).join("\n") === neighbours.join("\n") &&
      files.every(({ path, sha256: digest }) => sha256(readFileSync(join(folder, path))) === digest)
    );
  } catch {
    // A file is gone, or not to be read.
    return false;
  }
}

function workersFor(asked: number | undefined, jobs: number): number {
  if (asked === undefined) return jobs < ALONE_BELOW ? 1 : Math.min(availableParallelism(), MOST_WORKERS);
  if (!Number.isSafeInteger(asked) || asked < 1 || asked > MOST_WORKERS)
    throw new InvalidInput(`synthesizeFleet: workers is ${asked}; it is a whole number from 1 to ${MOST_WORKERS}.`);
  return asked;
}

function writeManifest(folder: string, names: readonly string[]): void {
  const path = join(folder, CDKTF_MANIFEST);
  const text = cdktfManifest(names, versionOf("cdktf"));
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch {
    // It is written now.
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
