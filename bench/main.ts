// What `npm run bench` runs: programs that write the same clusters, each in processes of its own, in turn; a table and a picture.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchAdmission } from "./admission/main";
import { ADMISSION_HELP, readAdmissionOptions } from "./admission/options";
import { payments, plant, store } from "../apps/fleet/clusters";
import { type Measured, measureAll } from "./measure-all";
import { runOnce } from "./measure";
import { measurePeers, tableOfPeers } from "./measure-peers";
import { HELP, readOptions } from "./options";
import { admissionOf, pageOf, withAdmission } from "./page";
import { pictureOf } from "./picture";
import { type ClusterRecipe, recipeOf } from "./recipe";
import { demandSameOutput } from "./same-output";
import { tableOf } from "./table";

async function main(): Promise<void> {
  const admission = readAdmissionOptions(process.argv.slice(2));
  if (admission === "help") return void process.stdout.write(ADMISSION_HELP);
  if (admission !== undefined) return benchAdmission(admission);
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(HELP);
  const folder = mkdtempSync(join(tmpdir(), "portcullis-recipe-"));
  try {
    const inputs = { examples: join(folder, "examples.json"), recipe: join(folder, "recipe.json") };
    writeFileSync(inputs.examples, JSON.stringify({ payments, plant, store }));
    const examples = options.mix === "edge" ? 1 : 3;
    let written: readonly ClusterRecipe[] = [];
    await runOnce("constructs", examples, options.mix, inputs, (outdir) => {
      written = recipeOf(outdir);
    });
    writeFileSync(inputs.recipe, JSON.stringify(written));
    for (const program of ["by-hand", "fleet"] as const) {
      await runOnce(program, examples, options.mix, inputs, (outdir) => demandSameOutput(written, outdir, program));
    }

    const measured: readonly Measured[] = await measureAll(options, inputs, (line) =>
      process.stderr.write(`${line}\n`),
    );
    const peers = options.peers ? await measurePeers(inputs, (line) => process.stderr.write(`${line}\n`)) : [];
    process.stdout.write(`${tableOf(measured)}\n`);
    if (peers.length > 0) process.stdout.write(`\n${tableOfPeers(peers)}\n`);
    if (!options.write) return;
    const docs = join(process.cwd(), "docs");
    const page = join(docs, "performance.md");
    const admissionPart = admissionOf(readFileSync(page, "utf8"));
    writeFileSync(page, withAdmission(pageOf(measured, peers), admissionPart));
    writeFileSync(join(docs, "performance.svg"), pictureOf(measured));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
