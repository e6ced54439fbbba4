import { z } from "zod";
import { DEFAULTS } from "../defaults";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { autoModeBesideNodes } from "../problems/cloud-profile";
import { checkClashes, located } from "./data-center-network";
import { findRepeats } from "./repeats";

const AUTO_MODE = ["profile", "autoMode"];

/** Auto Mode brings its own nodes, and its Services stand beside the VPC. */
export function checkAutoMode(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud" || valueAt(data, AUTO_MODE) === undefined) return [];
  const nodes = valueAt(data, ["profile", "nodes"]);
  const range = valueAt(data, [...AUTO_MODE, "serviceRange"]) ?? DEFAULTS[1].cloud.serviceRange;
  const vpc = valueAt(data, ["profile", "network", "cidr"]);
  return [
    ...findRepeats(readEach(data, [...AUTO_MODE, "nodePools"], z.string()).elements, "pool"),
    ...(Array.isArray(nodes) && nodes.length > 0 ? [{ path: AUTO_MODE, problem: autoModeBesideNodes() }] : []),
    ...(typeof range === "string" && typeof vpc === "string"
      ? checkClashes(located([...AUTO_MODE, "serviceRange"], range), located(["profile", "network", "cidr"], vpc))
      : []),
  ];
}
