import { z } from "zod";
import { contains, overlaps } from "../address-span";
import { type NetworkRange, parseRange } from "../network-range";
import { openingOf } from "../open-ranges";
import { formatPath, type LocatedProblem, type Path } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { judgeSource } from "../parse/range";
import { coveredBy, openUnion, routableOnCloud } from "../problems/ranges";
import { routableIn } from "../special-purpose-ranges";
import { findRepeats } from "./repeats";

const SOURCE = z.object({ cidr: z.string() });
const API_SERVER = ["apiServer", "reachableFrom"];
const SSH = ["profile", "sshReachableFrom"];

/** What the lists of sources add up to. */
export function checkSources(data: PlainData): readonly LocatedProblem[] {
  const profile = valueAt(data, ["profile", "kind"]);
  const apiServer = readSources(data, API_SERVER);
  const ssh = profile === "data-center" || profile === "edge" ? readSources(data, SSH) : [];
  const unions = [...checkUnion(apiServer, API_SERVER), ...checkUnion(ssh, SSH)];
  return [
    ...checkOverlaps(apiServer),
    ...checkOverlaps(ssh),
    ...(profile === "cloud" ? checkPrivate(apiServer) : unions),
    // Both lists let packets into the same machines.
    ...(unions.length === 0 ? checkUnion([...apiServer, ...ssh], SSH) : []),
  ];
}

/** The ranges that have nothing wrong with them by themselves. */
export function readSources(data: PlainData, path: Path): readonly Located<NetworkRange>[] {
  return readEach(data, path, SOURCE).elements.flatMap((source) => {
    const reading = parseRange(source.value.cidr);
    return reading.ok && judgeSource(source.value.cidr) === undefined
      ? [{ path: [...source.path, "cidr"], value: reading.range }]
      : [];
  });
}

/** No range twice, and none inside another: the narrower one is the one that says nothing. */
export function checkOverlaps(ranges: readonly Located<NetworkRange>[]): readonly LocatedProblem[] {
  const repeats = findRepeats(
    ranges.map(({ path, value }) => ({ path, value: value.text })),
    "range",
  );
  const covered = ranges.flatMap(({ path, value }) => {
    const outer = ranges.find((other) => other.value.text !== value.text && contains(other.value, value));
    return outer === undefined
      ? []
      : [{ path, problem: coveredBy(value.text, outer.value.text, formatPath(outer.path)) }];
  });
  return [...repeats, ...covered];
}

function checkPrivate(ranges: readonly Located<NetworkRange>[]): readonly LocatedProblem[] {
  return ranges
    .filter(({ value }) => routableIn([value]).length > 0)
    .map(({ path, value }) => ({ path, problem: routableOnCloud(value.text) }));
}

function checkUnion(ranges: readonly Located<NetworkRange>[], path: Path): readonly LocatedProblem[] {
  const opening = openingOf(ranges.map(({ value }) => value));
  return opening === undefined ? [] : [{ path, problem: openUnion(ranges.length, opening) }];
}

/** The first of `others` that shares an address with `range`. */
export function findOverlap(
  range: NetworkRange,
  others: readonly Located<NetworkRange>[],
): Located<NetworkRange> | undefined {
  return others.find((other) => overlaps(other.value, range));
}
