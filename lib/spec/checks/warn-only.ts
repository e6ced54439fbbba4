import { z } from "zod";
import { LONGEST_WARNING_DAYS, WARNABLE_POLICIES } from "../admission-spec";
import { secondsOf } from "../instant";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { nothingToWarnOf, warnsTooLong } from "../problems/admission";
import { findRepeats } from "./repeats";

const POLICY = z.object({ policy: z.enum(WARNABLE_POLICIES) });
const WINDOW = z.object({ from: z.string(), until: z.string() });
const DAY = 86_400;

/** Policies that a field of the description brings, and that field. */
const BROUGHT_BY: Readonly<Record<string, readonly string[]>> = {
  "images-from-listed-registries": ["admission", "images", "registries"],
  "people-have-attributes": ["attributeRules"],
};

/** Each policy once, one that the cluster has, and for a while that ends. */
export function checkWarnOnly(data: PlainData): readonly LocatedProblem[] {
  const policies = readEach(data, ["admission", "warnOnly"], POLICY, "optional").elements;
  const windows = readEach(data, ["admission", "warnOnly"], WINDOW, "optional").elements;
  const names = policies.map(({ path, value }) => ({ path: [...path, "policy"], value: value.policy }));
  return [
    ...findRepeats(names, "policy"),
    ...names.flatMap(({ path, value }) => {
      const field = BROUGHT_BY[value];
      return field === undefined || valueAt(data, field) !== undefined
        ? []
        : [{ path, problem: nothingToWarnOf(value, field.join(".")) }];
    }),
    ...windows.flatMap(({ path, value }) => {
      const [from, until] = [secondsOf(value.from), secondsOf(value.until)];
      if (from === undefined || until === undefined) return [];
      const lasts = until - from;
      return lasts > 0 && lasts <= LONGEST_WARNING_DAYS * DAY
        ? []
        : [{ path: [...path, "until"], problem: warnsTooLong(value.until) }];
    }),
  ];
}
