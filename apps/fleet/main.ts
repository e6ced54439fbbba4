// What `npm start` runs: both halves of the fleet in one process, and a summary of what they open.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatSummary, judgementOf, mergeJudgements, runProgram } from "portcullis";

void runProgram(async () => {
  const started = performance.now();
  const { infrastructure } = await import("./infrastructure");
  const { payments, plant, store } = await import("./clusters");
  const { manifests } = await import("./manifests");

  const infra = infrastructure();
  const charts = manifests();
  // Rendering judges: a refusal of the manifests comes before the first file of the infrastructure is written.
  for (const app of charts) app.synthYaml();
  infra.synth();
  for (const app of charts) app.synth();

  const judgement = mergeJudgements([infra, ...charts].map(judgementOf).filter((found) => found !== undefined));
  const names = infra.node.children.map((stack) => stack.node.id);
  console.log(
    formatSummary({
      clusters: names.map((name) => ({
        name,
        documents: [`stacks/${name}/cdk.tf.json`, `${name} (manifests)`],
        logs: [payments, plant, store].find((cluster) => cluster.name === name)?.logs,
      })),
      judgement,
      files: names
        .flatMap((name) => [join(infra.outdir, "stacks", name, "cdk.tf.json"), ...manifestsOf(charts[0]?.outdir, name)])
        .filter(existsSync)
        .map((path) => ({ path, bytes: statSync(path).size })),
      seconds: (performance.now() - started) / 1000,
    }),
  );
});

function manifestsOf(outdir: string | undefined, cluster: string): readonly string[] {
  if (outdir === undefined) return [];
  return readdirSync(outdir)
    .filter((file) => file.startsWith(`${cluster}.`))
    .map((file) => join(outdir, file));
}
