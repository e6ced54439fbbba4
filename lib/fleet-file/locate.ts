import { type LocatedProblem, type Path, toIssue } from "../spec/parse/located-problem";
import type { LocatedIssue } from "./located-issue";
import type { FoundPlace, SourceMap } from "./source-map";

/**
 * The issue that a problem is to the reader: at the value; at the key where the key is what is wrong; at what lies around where
 * something is missing. What a cluster took from the defaults is wrong there, and named so.
 */
export function locateProblem(file: string, map: SourceMap, located: LocatedProblem): LocatedIssue {
  const { path, found } = origin(map, located.path);
  const isWhole = found.steps === path.length;
  // What is missing is missing below a key; in a list, in the element.
  const { line, column } = isWhole && located.problem.code !== "unknown-key" ? found.value : found.key;
  return { ...toIssue({ path, problem: located.problem }), file, line, column };
}

/** The cluster's own value, or the default that it took. What neither has is missing in the cluster. */
function origin(map: SourceMap, path: Path): { readonly path: Path; readonly found: FoundPlace } {
  const found = map.find(path);
  const [section, index, ...inside] = path;
  if (section !== "clusters" || typeof index !== "number" || found.steps === path.length) return { path, found };
  const shared: Path = ["defaults", ...inside];
  const inDefaults = map.find(shared);
  // A list is never joined: its elements are all of one origin.
  const isElement = inside.slice(found.steps - 2, inDefaults.steps - 1).some((step) => typeof step === "number");
  return inDefaults.steps === shared.length || isElement ? { path: shared, found: inDefaults } : { path, found };
}
