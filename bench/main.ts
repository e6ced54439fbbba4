// What `npm run bench` runs: programs that write the same clusters, each in processes of its own, in turn; a table and a picture.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Measured, measureAll } from "./measure-all";
import { runOnce } from "./measure";
import { HELP, readOptions } from "./options";
import { pageOf } from "./page";
import { pictureOf } from "./picture";
import { type ClusterRecipe, recipeOf } from "./recipe";
import { demandSameOutput } from "./same-output";
import { tableOf } from "./table";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(HELP);
  const folder = mkdtempSync(join(tmpdir(), "portcullis-recipe-"));
  try {
    const recipe = join(folder, "recipe.json");
    const examples = options.mix === "edge" ? 1 : 3;
    let written: readonly ClusterRecipe[] = [];
    await runOnce("constructs", examples, options.mix, "", (outdir) => {
      written = recipeOf(outdir);
    });
    writeFileSync(recipe, JSON.stringify(written));
    await runOnce("by-hand", examples, options.mix, recipe, (outdir) => demandSameOutput(written, outdir, "by-hand"));

    const measured: readonly Measured[] = await measureAll(options, recipe, (line) =>
      process.stderr.write(`${line}\n`),
    );
    process.stdout.write(`${tableOf(measured)}\n`);
    if (!options.write) return;
    const docs = join(process.cwd(), "docs");
    writeFileSync(join(docs, "performance.md"), pageOf(measured));
    writeFileSync(join(docs, "performance.svg"), pictureOf(measured));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
