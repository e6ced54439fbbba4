import { deepFreeze } from "../spec/deep-freeze";
import { type LocatedProblem, type Path, toIssue } from "../spec/parse/located-problem";
import { copyPlainData, type PlainData, valueAt } from "../spec/parse/plain-data";
import { translate } from "../spec/parse/translate";
import { ALLOWED } from "../spec/problems/allowed";
import { emptyFleet, nameInDefaults } from "../spec/problems/fleet-file";
import { missing, unknownKey, wrongType } from "../spec/problems/structure";
import { readFleetText } from "./fleet-text";
import { locateProblem } from "./locate";
import type { LocatedIssue } from "./located-issue";
import { type FleetState, stateSchema } from "./state";
import { withDefaults } from "./with-defaults";

/** The text of a fleet file: YAML 1.2 or JSON. */
export interface FleetFile {
  /** How the file is named in issues. */
  readonly name: string;
  readonly text: string;
}

/** One description as it stands in a file. */
export interface Written {
  readonly path: Path;
  /** What stands there. */
  readonly own: unknown;
  /** With the defaults; undefined where it cannot be copied. */
  readonly description: PlainData;
  /** Where it loosens the defaults. */
  readonly looser: readonly LocatedProblem[];
  readonly name: string | undefined;
  readonly state: FleetState;
  /** Whether it is on Amazon EKS, where nobody may leave it to a default where the state is kept. */
  readonly isStateMissing: boolean;
}

/** What one file holds: its descriptions, and what is wrong beside them. */
export interface Content {
  readonly written: readonly Written[];
  readonly issues: readonly LocatedIssue[];
  /** What a problem is to whoever reads the file. */
  locate(problem: LocatedProblem): LocatedIssue;
}

const KEYS = ["clusters", "defaults", "state"];

/**
 * Reads what a file holds, and no description further than to join it with the defaults.
 *
 * @param baseline the edition of the defaults to read all clusters by, in place of their own
 */
export function contentOf(file: FleetFile, baseline?: number): Content {
  const read = readFleetText(file.text);
  if (!read.ok) {
    const issues = read.mistakes.map(({ at, problem }) => ({
      ...toIssue({ path: [], problem }),
      file: file.name,
      ...at,
    }));
    return { written: [], issues, locate: (problem) => ({ ...toIssue(problem), file: file.name, line: 1, column: 1 }) };
  }
  const input = baseline === undefined ? read.data : inEdition(read.data, baseline);
  const problems: LocatedProblem[] = [];
  const written = writtenIn(input, problems);
  const locate = (problem: LocatedProblem) => locateProblem(file.name, read.map, problem);
  return { written, issues: problems.map(locate), locate };
}

function writtenIn(input: unknown, problems: LocatedProblem[]): readonly Written[] {
  if (!isRecord(input)) {
    problems.push({ path: [], problem: wrongType(input, ALLOWED.fleetFile, "object") });
    return [];
  }
  for (const key of Object.keys(input))
    if (!KEYS.includes(key)) problems.push({ path: [key], problem: unknownKey(key, KEYS) });

  const defaults = readDefaults(input, problems);
  const state = readState(input, problems);
  const list = input.clusters;
  if (list === undefined) problems.push({ path: ["clusters"], problem: missing(ALLOWED.fleet) });
  else if (!Array.isArray(list))
    problems.push({ path: ["clusters"], problem: wrongType(list, ALLOWED.fleet, "array") });
  else if (list.length === 0) problems.push({ path: ["clusters"], problem: emptyFleet() });

  return (Array.isArray(list) ? list : []).map((own: unknown, index) => {
    const one = writtenAt(own, defaults, ["clusters", index]);
    const isOnCloud = valueAt(one.description, ["profile", "kind"]) === "cloud";
    return { ...one, state: state ?? { kind: "local" }, isStateMissing: input.state === undefined && isOnCloud };
  });
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

function writtenAt(own: unknown, defaults: PlainData, path: Path): Omit<Written, "state" | "isStateMissing"> {
  const copy = copyPlainData(own);
  const value = valueAt(copy.data, ["name"]);
  const name = typeof value === "string" ? value : undefined;
  if (copy.problems.length > 0) return { path, own, description: undefined, looser: [], name };
  // What cannot be joined is refused by itself, as without defaults.
  if (defaults === undefined || !isRecord(copy.data)) return { path, own, description: copy.data, looser: [], name };
  const joined = withDefaults(defaults, copy.data);
  return { path, own, description: joined.data, looser: joined.problems, name };
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
