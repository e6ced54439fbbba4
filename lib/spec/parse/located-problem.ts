import { describeValue, visible } from "../describe-value";
import type { Issue } from "../issues";
import type { Problem } from "../problems/problem";

/** Where something is in a description: keys and list positions, from the outside in. */
export type Path = readonly (string | number)[];

/** A problem and its place. */
export interface LocatedProblem {
  readonly path: Path;
  readonly problem: Problem;
}

/** Writes a place as one would in code: `apiServer.reachableFrom[0].cidr`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `[${describeValue(step)}]`;
      return index === 0 ? visible(step) : `.${visible(step)}`;
    })
    .join("");
}

/** The issue that a located problem is to the reader. */
export function toIssue({ path, problem }: LocatedProblem): Issue {
  return { code: problem.code, path: formatPath(path), got: problem.got, expected: problem.expected, fix: problem.fix };
}

/** The located problem of an issue whose place has no step that is written in quotes. */
export function fromIssue({ path, ...problem }: Issue): LocatedProblem {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  return { path: steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)), problem };
}

/** Whether `path` is `place` or lies below it. */
export function isWithin(path: Path, place: Path): boolean {
  return place.length <= path.length && place.every((step, index) => path[index] === step);
}
