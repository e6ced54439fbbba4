import type { ClusterSpec } from "../spec/cluster-spec";
import { readCluster } from "../spec/parse-cluster";
import { isLabel } from "../spec/parse/label";
import { formatPath, isWithin, type LocatedProblem } from "../spec/parse/located-problem";
import type { PlainData } from "../spec/parse/plain-data";
import { stateMissing } from "../spec/problems/fleet-file";
import { duplicate } from "../spec/problems/text";
import { type Content, contentOf, type FleetFile, type Written } from "./content";
import { type LocatedIssue, sortLocatedIssues } from "./located-issue";
import type { FleetState } from "./state";

/** A checked cluster and where its state is kept. */
export interface FleetCluster {
  readonly spec: ClusterSpec;
  readonly state: FleetState;
}

/** The clusters of all files in the order in which they stand there, or everything that is wrong. */
export type ReadFleet =
  | { readonly ok: true; readonly clusters: readonly FleetCluster[] }
  | { readonly ok: false; readonly issues: readonly LocatedIssue[] };

/** One cluster of a fleet file, with the defaults filled in and not checked yet. */
export interface FleetEntry {
  readonly name: string;
  readonly description: PlainData;
  readonly state: FleetState;
  /** What problems of the description are to whoever reads the file. */
  locate(problems: readonly LocatedProblem[]): readonly LocatedIssue[];
}

/** The clusters of all files, each of which may still be wrong by itself, or everything that is wrong. */
export type OpenedFleet =
  | { readonly ok: true; readonly entries: readonly FleetEntry[] }
  | { readonly ok: false; readonly issues: readonly LocatedIssue[] };

/**
 * Reads fleet files: lists of descriptions under `clusters`, what they share under `defaults`, which a cluster may tighten and never
 * loosen. Names are unique across all files. Every issue is reported at once, with line and column; nothing throws.
 *
 * @param baseline the edition of the defaults to read all clusters by, in place of their own
 */
export function readFleet(files: readonly FleetFile[], baseline?: number): ReadFleet {
  return check(new Map(files.map((file) => [file, contentOf(file, baseline)])));
}

/**
 * Reads fleet files as `readFleet` does, but for what is wrong with one description alone: whoever synthesizes many checks each where it
 * is synthesized. Names are labels and unique. Once anything is found to be wrong, all descriptions are checked.
 */
export function openFleet(files: readonly FleetFile[]): OpenedFleet {
  const contents = new Map(files.map((file) => [file, contentOf(file)]));
  const isSound = [...contents.values()].every(({ issues, written }) => issues.length === 0 && written.every(isWhole));
  if (!isSound || sameNames(contents).length > 0) {
    const fleet = check(contents);
    if (!fleet.ok) return fleet;
  }
  return { ok: true, entries: [...contents.values()].flatMap(entriesOf) };
}

function isWhole({ description, looser, name, isStateMissing }: Written): boolean {
  return description !== undefined && looser.length === 0 && name !== undefined && isLabel(name) && !isStateMissing;
}

function entriesOf({ written, locate }: Content): readonly FleetEntry[] {
  return written.map(({ path, name = "", description, state }) => ({
    name,
    description,
    state,
    locate: (problems) => problems.map((one) => locate({ ...one, path: [...path, ...one.path] })),
  }));
}

function check(contents: ReadonlyMap<FleetFile, Content>): ReadFleet {
  const issues: LocatedIssue[] = [];
  const clusters: FleetCluster[] = [];
  for (const content of contents.values()) {
    issues.push(...content.issues);
    for (const one of content.written) {
      const { spec, problems } = checkOne(one);
      issues.push(...problems.map(content.locate));
      if (spec !== undefined) clusters.push({ spec, state: one.state });
    }
  }
  issues.push(...sameNames(contents));
  if (issues.length === 0) return { ok: true, clusters };
  const once = new Map(issues.map((issue) => [JSON.stringify(issue), issue]));
  const names = [...contents.keys()].map(({ name }) => name);
  return { ok: false, issues: sortLocatedIssues([...once.values()], names) };
}

function checkOne({ path, own, description, looser, isStateMissing }: Written): {
  readonly spec: ClusterSpec | undefined;
  readonly problems: readonly LocatedProblem[];
} {
  const result = readCluster(description ?? own, path);
  const found = result.ok ? [] : result.problems;
  const loosened = looser
    .map((located) => ({ ...located, path: [...path, ...located.path] }))
    // Where a value was refused as such, nothing is said of how it compares.
    .filter((located) => !found.some((problem) => isWithin(problem.path, located.path)));
  const stateless = result.ok && isStateMissing ? [{ path: ["state"], problem: stateMissing() }] : [];
  return {
    spec: result.ok && loosened.length === 0 ? result.cluster : undefined,
    problems: [...found, ...loosened, ...stateless],
  };
}

/** Names are compared even where the rest of a description is broken. */
function sameNames(contents: ReadonlyMap<FleetFile, Content>): readonly LocatedIssue[] {
  const firsts = new Map<string, string>();
  return [...contents].flatMap(([file, { written, locate }]) =>
    written.flatMap(({ name, path: description }) => {
      if (name === undefined) return [];
      const path = [...description, "name"];
      const first = firsts.get(name);
      if (first !== undefined) return [locate({ path, problem: duplicate(name, "name of a cluster", first) })];
      firsts.set(name, contents.size > 1 ? `${formatPath(path)} of ${file.name}` : formatPath(path));
      return [];
    }),
  );
}
