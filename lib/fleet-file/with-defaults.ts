import { isDeepStrictEqual } from "node:util";
import type { LocatedProblem, Path } from "../spec/parse/located-problem";
import type { PlainData } from "../spec/parse/plain-data";
import { looserThanDefaults } from "../spec/problems/fleet-file";
import type { Order } from "./orders";
import { OVERRIDABLE } from "./overridable";

/** A description with the defaults filled in, and where it would loosen them. */
export interface WithDefaults {
  readonly data: PlainData;
  readonly problems: readonly LocatedProblem[];
}

/** For every field that is not overridable. */
const EQUAL: Order = {
  words: "the default itself: it is not known which of two values is tighter",
  holds: () => false,
};

/** Joins a cluster's own description with the defaults. What it says itself holds, and must be as tight as the default. */
export function withDefaults(defaults: PlainData, own: PlainData): WithDefaults {
  const problems: LocatedProblem[] = [];
  return { data: join(defaults, own, [], problems), problems };
}

function join(byDefault: PlainData, own: PlainData, path: Path, problems: LocatedProblem[]): PlainData {
  if (own === undefined) return byDefault;
  if (byDefault === undefined) return own;
  const order = OVERRIDABLE.get(path.join("."));
  if (order === undefined && isRecord(byDefault) && isRecord(own)) {
    const joined: { [key: string]: PlainData } = Object.create(null);
    for (const key of new Set([...Object.keys(byDefault), ...Object.keys(own)]))
      joined[key] = join(byDefault[key], own[key], [...path, key], problems);
    return joined;
  }
  const { words, holds } = order ?? EQUAL;
  if (!isDeepStrictEqual(byDefault, own) && !holds(byDefault, own))
    problems.push({ path, problem: looserThanDefaults(own, byDefault, words) });
  return own;
}

function isRecord(value: PlainData): value is { readonly [key: string]: PlainData } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
