import { isDeepStrictEqual } from "node:util";
import { type ClusterRecipe, recipeOf } from "./recipe";

/** Refuses to compare programs that do not write the same resources. */
export function demandSameOutput(expected: readonly ClusterRecipe[], outdir: string, program: string): void {
  const written = recipeOf(outdir);
  for (const { name, document, manifestText } of expected) {
    const found = written.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${program} has not written ${name}`);
    if (!isDeepStrictEqual(found.document, document)) throw new Error(`${program} writes another stack for ${name}`);
    if (found.manifestText !== manifestText) throw new Error(`${program} writes other manifests for ${name}`);
  }
}
