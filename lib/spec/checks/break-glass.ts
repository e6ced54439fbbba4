import { z } from "zod";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { minutesOfCloud } from "../problems/break-glass";
import { findRepeats } from "./repeats";

const PEOPLE = ["breakGlass", "people"];
const MINUTES = ["breakGlass", "longestMinutes"];

/** Each person once; and on the cloud the hour below which AWS bounds no session. */
export function checkBreakGlass(data: PlainData): readonly LocatedProblem[] {
  const minutes = valueAt(data, MINUTES);
  const onCloud = valueAt(data, ["profile", "kind"]) === "cloud";
  const bounded = typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 10 && minutes < 60;
  return [
    ...findRepeats(readEach(data, PEOPLE, z.string(), "optional").elements, "person"),
    ...(onCloud && bounded ? [{ path: MINUTES, problem: minutesOfCloud(minutes) }] : []),
  ];
}
