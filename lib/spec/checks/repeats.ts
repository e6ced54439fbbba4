import { formatPath, type LocatedProblem } from "../parse/located-problem";
import type { Located } from "../parse/readable";
import { duplicate } from "../problems/text";

/** A problem for each element that says again what an earlier one said. */
export function findRepeats(elements: readonly Located<string>[], what: string): readonly LocatedProblem[] {
  const first = new Map<string, Located<string>>();
  return elements.flatMap((element) => {
    const earlier = first.get(element.value);
    if (earlier !== undefined)
      return [{ path: element.path, problem: duplicate(element.value, what, formatPath(earlier.path)) }];
    first.set(element.value, element);
    return [];
  });
}
