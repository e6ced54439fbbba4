import type { z } from "zod";
import { checkTogether } from "./checks";
import type { ClusterData, ClusterSpec } from "./cluster-spec";
import { deepFreeze } from "./deep-freeze";
import { type Issue, sortIssues } from "./issues";
import { anyClusterSchema, cloudClusterSchema, dataCenterClusterSchema, edgeClusterSchema } from "./parse/cluster";
import { isWithin, type LocatedProblem, type Path, toIssue } from "./parse/located-problem";
import { copyPlainData, type PlainData, valueAt } from "./parse/plain-data";
import { readBy } from "./parse/read-by";
import { translate } from "./parse/translate";
import { missing, wrongType } from "./problems/structure";
import { markParsed } from "./parsed-mark";
import { ALLOWED } from "./problems/allowed";

/** A checked cluster, or everything that is wrong with its description. */
export type ParsedCluster =
  | { readonly ok: true; readonly cluster: ClusterSpec }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Checks a description of unknown origin, such as a YAML file. It is the only door to a `ClusterSpec`. Every issue is
 * reported at once, sorted; nothing is thrown, whatever comes in.
 */
export function parseCluster(input: unknown): ParsedCluster {
  const result = readCluster(input, []);
  return result.ok ? result : { ok: false, issues: sortIssues(result.problems.map(toIssue)) };
}

/** As `parseCluster`, with the place of the description in a larger one. */
export function readCluster(
  input: unknown,
  place: Path,
):
  | { readonly ok: true; readonly cluster: ClusterSpec }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] } {
  const copy = copyPlainData(input);
  const checked = checkPlainData(copy.data);
  const problems = [
    ...copy.problems,
    // Where a value was refused as such, nothing else is known of it.
    ...checked.problems.filter(({ path }) => !copy.problems.some((refused) => isWithin(path, refused.path))),
  ];
  if (problems.length > 0 || checked.data === undefined) {
    return { ok: false, problems: problems.map(({ path, problem }) => ({ path: [...place, ...path], problem })) };
  }
  return { ok: true, cluster: brand(deepFreeze(markParsed(checked.data))) };
}

function checkPlainData(data: PlainData): {
  readonly data: ClusterData | undefined;
  readonly problems: readonly LocatedProblem[];
} {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    const problem = data === undefined ? missing(ALLOWED.description) : wrongType(data, ALLOWED.description, "object");
    return { data: undefined, problems: [{ path: [], problem }] };
  }
  const { data: checked, issues } = parseByProfile(data);
  return { data: checked, problems: [...translate(issues, data), ...checkTogether(data)] };
}

function parseByProfile(data: PlainData): {
  readonly data: ClusterData | undefined;
  readonly issues: readonly z.core.$ZodIssue[];
} {
  switch (valueAt(data, ["profile", "kind"])) {
    case "cloud": {
      const result = readBy(cloudClusterSchema, data);
      return { data: result.data, issues: result.error?.issues ?? [] };
    }
    case "data-center": {
      const result = readBy(dataCenterClusterSchema, data);
      return { data: result.data, issues: result.error?.issues ?? [] };
    }
    case "edge": {
      const result = readBy(edgeClusterSchema, data);
      return { data: result.data, issues: result.error?.issues ?? [] };
    }
    default:
      // There is no cluster without a profile; what else is wrong is still worth saying.
      return { data: undefined, issues: readBy(anyClusterSchema, data).error?.issues ?? [] };
  }
}

/** The one place where data becomes a spec: every check has passed. */
function brand(data: ClusterData): ClusterSpec {
  return data as ClusterSpec;
}
