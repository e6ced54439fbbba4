import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App as ChartApp } from "cdk8s";
import { App } from "cdktf";
import type { ClusterSpec } from "../../../lib";
import { ClusterChart } from "../../../lib/constructs/kubernetes";

/** The user data of every machine of a stack, from the document on disk, in the order in which they stand there. */
export function userDataOf(folder: string, name: string, add: (app: App) => unknown): readonly string[] {
  const outdir = join(folder, "cdktf.out");
  const app = new App({ outdir });
  add(app);
  app.synth();
  const document = JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8")) as {
    readonly resource: {
      readonly terraform_data: Readonly<Record<string, { readonly input: { readonly user_data: string } }>>;
    };
  };
  return Object.values(document.resource.terraform_data).map(({ input }) =>
    input.user_data.replaceAll("$${", "${").replaceAll("%%{", "%{"),
  );
}

/** The objects of the cluster's chart, each as its text, from the file on disk. */
export function manifestsOf(folder: string, spec: ClusterSpec): readonly string[] {
  const outdir = join(folder, "dist");
  mkdirSync(outdir);
  const app = new ChartApp({ outdir });
  new ClusterChart(app, spec.name, { spec });
  app.synth();
  return readFileSync(join(outdir, `${spec.name}.k8s.yaml`), "utf8").split(/^---$/m);
}
