import type { ClusterInput, ClusterSpec } from "./cluster-spec";
import { InvalidCluster } from "./invalid-cluster";
import { type Issue, sortIssues } from "./issues";
import { readCluster } from "./parse-cluster";
import { copyPlainData, valueAt } from "./parse/plain-data";
import { formatPath, type LocatedProblem, toIssue } from "./parse/located-problem";
import { ALLOWED } from "./problems/allowed";
import { wrongType } from "./problems/structure";
import { duplicate } from "./problems/text";

/** The checked clusters of a fleet in the order given, or everything that is wrong with their descriptions. */
export type ParsedFleet =
  | { readonly ok: true; readonly clusters: readonly ClusterSpec[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Checks a list of descriptions of unknown origin, whose clusters must all have different names. */
export function parseFleet(inputs: unknown): ParsedFleet {
  if (!Array.isArray(inputs)) {
    return { ok: false, issues: [toIssue({ path: ["clusters"], problem: wrongType(inputs, ALLOWED.fleet, "array") })] };
  }
  const results = inputs.map((input, index) => readCluster(input, ["clusters", index]));
  const problems = [...results.flatMap((result) => (result.ok ? [] : result.problems)), ...sameNames(inputs)];
  if (problems.length > 0) return { ok: false, issues: sortIssues(problems.map(toIssue)) };
  return { ok: true, clusters: Object.freeze(results.flatMap((result) => (result.ok ? [result.cluster] : []))) };
}

/**
 * Describes many clusters at once, as descriptions or as clusters already defined.
 *
 * @throws InvalidCluster with every issue of every cluster, when there is one.
 */
export function defineFleet(...inputs: readonly (ClusterInput | ClusterSpec)[]): readonly ClusterSpec[] {
  const result = parseFleet(inputs);
  if (!result.ok) throw new InvalidCluster(result.issues, "this fleet");
  return result.clusters;
}

/** Names are compared even where the rest of a description is broken. */
function sameNames(inputs: readonly unknown[]): readonly LocatedProblem[] {
  return repeatedNames(inputs.map((input) => valueAt(copyPlainData(input).data, ["name"])));
}

/** A problem for every name that a cluster before it has; what is no text is no name. */
export function repeatedNames(names: readonly unknown[]): readonly LocatedProblem[] {
  const firstPlaces = new Map<string, number>();
  return names.flatMap((name, index) => {
    if (typeof name !== "string") return [];
    const first = firstPlaces.get(name);
    if (first === undefined) {
      firstPlaces.set(name, index);
      return [];
    }
    const path = ["clusters", index, "name"];
    return [{ path, problem: duplicate(name, "name of a cluster", formatPath(["clusters", first, "name"])) }];
  });
}
