import { z } from "zod";
import { isRegion, isZone, partitionOf, regionOfZone } from "../aws-region";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { otherPartition } from "../problems/access";
import { zoneElsewhere } from "../problems/text";
import { findRepeats } from "./repeats";

const TEXT = z.string();
const ROLE = z.object({ who: z.object({ method: z.literal("aws-iam"), role: TEXT }) });

/** Zones and roles belong to the region. */
export function checkCloudRegion(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud") return [];
  const zones = readEach(data, ["profile", "network", "zones"], TEXT).elements;
  const region = valueAt(data, ["profile", "region"]);
  const repeats = findRepeats(zones, "zone");
  if (typeof region !== "string" || !isRegion(region)) return repeats;
  const elsewhere = zones
    .filter(({ value }) => isZone(value) && regionOfZone(value) !== region)
    .map(({ path, value }) => ({ path, problem: zoneElsewhere(value, region) }));
  return [...repeats, ...elsewhere, ...checkPartition(data, region)];
}

function checkPartition(data: PlainData, region: string): readonly LocatedProblem[] {
  const partition = partitionOf(region);
  const roles = readEach(data, ["access"], ROLE).elements;
  const readers = readEach(data, ["profile", "logArchive", "readableBy"], TEXT).elements;
  return [...roles.map(({ path, value }) => ({ path: [...path, "who", "role"], value: value.who.role })), ...readers]
    .filter(({ value }) => /^arn:aws(?:-us-gov|-cn)?:/.test(value) && value.split(":")[1] !== partition)
    .map(({ path, value }) => ({ path, problem: otherPartition(value, region, partition) }));
}
