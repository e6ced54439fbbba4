import { readFileSync } from "node:fs";
import { type Mix, nameAt, type Purpose, purposeAt } from "./names";

/** Descriptions of the example clusters, as data: what a YAML file would hold. */
export type Examples = Readonly<Record<Purpose, object>>;

/** The descriptions of a fleet's first clusters, from a file with the examples. */
export function descriptionsOf(count: number, mix: Mix, examplesPath: string): readonly object[] {
  const examples = JSON.parse(readFileSync(examplesPath, "utf8")) as Examples;
  return Array.from({ length: count }, (_, place) => ({
    ...examples[purposeAt(place, mix)],
    name: nameAt(place, mix),
  }));
}
