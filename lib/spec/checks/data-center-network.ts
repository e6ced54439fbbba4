import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { type NetworkRange, parseAddress, parseRange } from "../network-range";
import { formatPath, type LocatedProblem, type Path } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { clashing, outsideNodeRanges, podsAsAdministrators } from "../problems/ranges";
import { isPrivateIpv4 } from "../special-purpose-ranges";
import { checkOverlaps, findOverlap, readSources } from "./sources";

const TEXT = z.string();
const NODE = z.object({ address: TEXT });
const VIRTUAL_ADDRESS = ["profile", "virtualAddress", "address"];
const NODE_RANGES = ["profile", "nodeRanges"];

/** Nodes, pods and Services have ranges of their own, nodes stand in theirs, and pods are no administrators. */
export function checkDataCenterNetwork(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "data-center") return [];
  const written = readEach(data, NODE_RANGES, TEXT);
  const nodes = written.elements.flatMap(({ path, value }) => located(path, value));
  const pods = readWithDefault(data, "podRange", DEFAULTS[1].podRange);
  const services = readWithDefault(data, "serviceRange", DEFAULTS[1].serviceRange);
  return [
    ...checkOverlaps(nodes),
    ...checkClashes(pods, nodes),
    ...checkClashes(services, [...nodes, ...pods]),
    ...checkAdministrators(data, [...pods, ...services]),
    ...(written.complete && nodes.length === written.elements.length ? checkAddresses(data, nodes) : []),
  ];
}

export function readWithDefault(data: PlainData, field: string, byDefault: string): readonly Located<NetworkRange>[] {
  const path = ["profile", field];
  const text = valueAt(data, path);
  if (text === undefined) return located(path, byDefault);
  return typeof text === "string" ? located(path, text) : [];
}

/** A range that is none of the three kinds is refused by itself, and clashes with nothing. */
export function located(path: Path, text: string): readonly Located<NetworkRange>[] {
  const reading = parseRange(text);
  return reading.ok && isPrivateIpv4(reading.range) ? [{ path, value: reading.range }] : [];
}

export function checkClashes(
  ranges: readonly Located<NetworkRange>[],
  others: readonly Located<NetworkRange>[],
): readonly LocatedProblem[] {
  return ranges.flatMap(({ path, value }) => {
    const other = findOverlap(value, others);
    return other === undefined
      ? []
      : [{ path, problem: clashing(value.text, other.value.text, formatPath(other.path)) }];
  });
}

export function checkAdministrators(
  data: PlainData,
  inside: readonly Located<NetworkRange>[],
): readonly LocatedProblem[] {
  return readSources(data, ["profile", "sshReachableFrom"]).flatMap(({ path, value }) => {
    const other = findOverlap(value, inside);
    return other === undefined
      ? []
      : [{ path, problem: podsAsAdministrators(value.text, other.value.text, formatPath(other.path)) }];
  });
}

function checkAddresses(data: PlainData, nodeRanges: readonly Located<NetworkRange>[]): readonly LocatedProblem[] {
  const machines = ["controlPlaneNodes", "workers"].flatMap((list) =>
    readEach(data, ["profile", list], NODE).elements.map(({ path, value }) => ({
      path: [...path, "address"],
      value: value.address,
    })),
  );
  const virtual = TEXT.safeParse(valueAt(data, VIRTUAL_ADDRESS)).data;
  const addresses = virtual === undefined ? machines : [...machines, { path: VIRTUAL_ADDRESS, value: virtual }];
  return addresses.flatMap(({ path, value }) => {
    const address = parseAddress(value);
    if (address === undefined || address.family !== 4) return [];
    const inside = nodeRanges.some(({ value: range }) => range.first <= address.value && address.value <= range.last);
    return inside ? [] : [{ path, problem: outsideNodeRanges(value) }];
  });
}
