import type { ClusterSpec } from "../spec/cluster-spec";
import { deepFreeze } from "../spec/deep-freeze";
import { readCluster } from "../spec/parse-cluster";
import { formatPath, isWithin, type LocatedProblem, type Path, toIssue } from "../spec/parse/located-problem";
import { copyPlainData, type PlainData, valueAt } from "../spec/parse/plain-data";
import { translate } from "../spec/parse/translate";
import { ALLOWED } from "../spec/problems/allowed";
import { emptyFleet, nameInDefaults, stateMissing } from "../spec/problems/fleet-file";
import { missing, unknownKey, wrongType } from "../spec/problems/structure";
import { duplicate } from "../spec/problems/text";
import { readFleetText } from "./fleet-text";
import { locateProblem } from "./locate";
import { type LocatedIssue, sortLocatedIssues } from "./located-issue";
import { type FleetState, stateSchema } from "./state";
import type { SourceMap } from "./source-map";
import { withDefaults } from "./with-defaults";

/** The text of a fleet file: YAML 1.2 or JSON. */
export interface FleetFile {
  /** How the file is named in issues. */
  readonly name: string;
  readonly text: string;
}

/** A checked cluster and where its state is kept. */
export interface FleetCluster {
  readonly spec: ClusterSpec;
  readonly state: FleetState;
}

/** The clusters of all files in the order in which they stand there, or everything that is wrong. */
export type ReadFleet =
  | { readonly ok: true; readonly clusters: readonly FleetCluster[] }
  | { readonly ok: false; readonly issues: readonly LocatedIssue[] };

/** One file: its clusters, its problems, and where things stand in it. */
interface Content {
  readonly map: SourceMap;
  readonly clusters: readonly FleetCluster[];
  readonly problems: readonly LocatedProblem[];
  /** The names of the descriptions, also of broken ones. */
  readonly names: readonly { readonly name: string; readonly path: Path }[];
}

const KEYS = ["clusters", "defaults", "state"];

/**
 * Reads fleet files: lists of descriptions under `clusters`, what they share under `defaults`, which a cluster may tighten and never
 * loosen. Names are unique across all files. Every issue is reported at once, with line and column; nothing throws.
 *
 * @param baseline the edition of the defaults to read all clusters by, in place of their own
 */
export function readFleet(files: readonly FleetFile[], baseline?: number): ReadFleet {
  const issues: LocatedIssue[] = [];
  const contents = new Map<FleetFile, Content>();
  for (const file of files) {
    const read = readFleetText(file.text);
    if (read.ok) {
      const content = readContent(baseline === undefined ? read.data : inEdition(read.data, baseline), read.map);
      contents.set(file, content);
      issues.push(...content.problems.map((problem) => locateProblem(file.name, read.map, problem)));
    } else {
      issues.push(
        ...read.mistakes.map(({ at, problem }) => ({ ...toIssue({ path: [], problem }), file: file.name, ...at })),
      );
    }
  }
  issues.push(...sameNames(contents, files.length > 1));
  if (issues.length > 0) {
    const once = new Map(issues.map((issue) => [JSON.stringify(issue), issue]));
    const names = files.map(({ name }) => name);
    return { ok: false, issues: sortLocatedIssues([...once.values()], names) };
  }
  return { ok: true, clusters: [...contents.values()].flatMap(({ clusters }) => clusters) };
}

function readContent(input: unknown, map: SourceMap): Content {
  const nothing = { map, clusters: [], names: [] };
  if (!isRecord(input))
    return { ...nothing, problems: [{ path: [], problem: wrongType(input, ALLOWED.fleetFile, "object") }] };
  const problems: LocatedProblem[] = [];
  for (const key of Object.keys(input))
    if (!KEYS.includes(key)) problems.push({ path: [key], problem: unknownKey(key, KEYS) });

  const defaults = readDefaults(input, problems);
  const state = readState(input, problems);
  const list = input.clusters;
  if (list === undefined) problems.push({ path: ["clusters"], problem: missing(ALLOWED.fleet) });
  else if (!Array.isArray(list))
    problems.push({ path: ["clusters"], problem: wrongType(list, ALLOWED.fleet, "array") });
  else if (list.length === 0) problems.push({ path: ["clusters"], problem: emptyFleet() });

  const names: { name: string; path: Path }[] = [];
  const clusters: FleetCluster[] = [];
  (Array.isArray(list) ? list : []).forEach((own: unknown, index) => {
    const path = ["clusters", index];
    const read = readOne(defaults, own, path);
    if (read.name !== undefined) names.push({ name: read.name, path: [...path, "name"] });
    problems.push(...read.problems);
    if (read.spec === undefined) return;
    if (state === undefined && input.state === undefined && read.spec.profile.kind === "cloud")
      problems.push({ path: ["state"], problem: stateMissing() });
    clusters.push({ spec: read.spec, state: state ?? { kind: "local" } });
  });
  return { map, clusters, problems, names };
}

/** What the clusters share, as a copy; undefined when there is nothing, or nothing that can be used. */
function readDefaults(input: Readonly<Record<string, unknown>>, problems: LocatedProblem[]): PlainData {
  if (input.defaults === undefined) return undefined;
  const copy = copyPlainData(input.defaults);
  problems.push(...copy.problems.map(({ path, problem }) => ({ path: ["defaults", ...path], problem })));
  if (copy.problems.length > 0) return undefined;
  if (!isRecord(copy.data)) {
    problems.push({ path: ["defaults"], problem: wrongType(copy.data, ALLOWED.fleetDefaults, "object") });
    return undefined;
  }
  if (!("name" in copy.data)) return copy.data as PlainData;
  problems.push({ path: ["defaults", "name"], problem: nameInDefaults() });
  return Object.fromEntries(Object.entries(copy.data).filter(([key]) => key !== "name")) as PlainData;
}

function readState(input: Readonly<Record<string, unknown>>, problems: LocatedProblem[]): FleetState | undefined {
  if (input.state === undefined) return undefined;
  const copy = copyPlainData(input.state);
  const result = stateSchema.safeParse(copy.data);
  const found = copy.problems.length > 0 ? copy.problems : translate(result.error?.issues ?? [], copy.data);
  problems.push(...found.map(({ path, problem }) => ({ path: ["state", ...path], problem })));
  return found.length === 0 && result.data !== undefined ? deepFreeze(result.data) : undefined;
}

function readOne(
  defaults: PlainData,
  own: unknown,
  path: Path,
): {
  readonly name: string | undefined;
  readonly spec: ClusterSpec | undefined;
  readonly problems: readonly LocatedProblem[];
} {
  const copy = copyPlainData(own);
  const name = valueAt(copy.data, ["name"]);
  const named = typeof name === "string" ? name : undefined;
  // What cannot be copied or joined is refused by itself, as without defaults.
  if (defaults === undefined || copy.problems.length > 0 || !isRecord(copy.data)) {
    const result = readCluster(own, path);
    return { name: named, ...(result.ok ? { spec: result.cluster, problems: [] } : { spec: undefined, ...result }) };
  }
  const joined = withDefaults(defaults, copy.data);
  const result = readCluster(joined.data, path);
  const found = result.ok ? [] : result.problems;
  const looser = joined.problems
    .map((located) => ({ ...located, path: [...path, ...located.path] }))
    // Where a value was refused as such, nothing is said of how it compares.
    .filter((located) => !found.some((problem) => isWithin(problem.path, located.path)));
  const problems = [...found, ...looser];
  return { name: named, spec: result.ok && problems.length === 0 ? result.cluster : undefined, problems };
}

/** Names are compared even where the rest of a description is broken. */
function sameNames(contents: ReadonlyMap<FleetFile, Content>, isSeveral: boolean): readonly LocatedIssue[] {
  const firsts = new Map<string, string>();
  return [...contents].flatMap(([file, { map, names }]) =>
    names.flatMap(({ name, path }) => {
      const first = firsts.get(name);
      if (first === undefined) {
        firsts.set(name, isSeveral ? `${formatPath(path)} of ${file.name}` : formatPath(path));
        return [];
      }
      return [locateProblem(file.name, map, { path, problem: duplicate(name, "name of a cluster", first) })];
    }),
  );
}

/** The same clusters in another edition. */
function inEdition(input: unknown, baseline: number): unknown {
  if (!isRecord(input)) return input;
  const { clusters, defaults } = input;
  const changed = (one: unknown) => (isRecord(one) ? { ...one, baseline } : one);
  return {
    ...input,
    ...(defaults !== undefined && { defaults: changed(defaults) }),
    ...(Array.isArray(clusters) && { clusters: clusters.map(changed) }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
