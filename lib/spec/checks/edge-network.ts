import { z } from "zod";
import { DEFAULTS } from "../defaults";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { checkAdministrators, checkClashes, located, readWithDefault } from "./data-center-network";
import { findRepeats } from "./repeats";

const ADDRESS = ["profile", "node", "address"];

/** The machine, its pods and its Services have addresses of their own, and pods are no administrators. */
export function checkEdgeNetwork(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "edge") return [];
  const address = valueAt(data, ADDRESS);
  const node = typeof address === "string" ? located(ADDRESS, `${address}/32`) : [];
  const pods = readWithDefault(data, "podRange", DEFAULTS[1].edge.podRange);
  const services = readWithDefault(data, "serviceRange", DEFAULTS[1].edge.serviceRange);
  const mirrors = readEach(data, ["profile", "registryMirrors"], z.string()).elements;
  return [
    ...checkClashes(pods, node),
    ...checkClashes(services, [...node, ...pods]),
    ...checkAdministrators(data, [...pods, ...services]),
    ...findRepeats(mirrors, "registry"),
  ];
}
