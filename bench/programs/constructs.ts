// The fleet as constructs of the library in a plain app: one cdktf App with a stack for each cluster, one cdk8s App for each.
import { join } from "node:path";
import { App as ManifestApp } from "cdk8s";
import { App } from "cdktf";
import { type ClusterSpec, formatIssue, parseCluster } from "portcullis";
import { ClusterChart } from "portcullis/kubernetes";
import { CloudClusterStack, localBackend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EdgeClusterStack } from "portcullis/profiles/edge";
import { descriptionsOf } from "../descriptions";
import { finish, readTask } from "../task";

function stackOf(app: App, spec: ClusterSpec): void {
  switch (spec.profile.kind) {
    case "cloud":
      new CloudClusterStack(app, spec.name, {
        spec: spec as ConstructorParameters<typeof CloudClusterStack>[2]["spec"],
        backend: localBackend(),
      });
      return;
    case "data-center":
      new DataCenterClusterStack(app, spec.name, {
        spec: spec as ConstructorParameters<typeof DataCenterClusterStack>[2]["spec"],
      });
      return;
    case "edge":
      new EdgeClusterStack(app, spec.name, { spec: spec as ConstructorParameters<typeof EdgeClusterStack>[2]["spec"] });
      return;
  }
}

const { count, mix, outdir, examples } = readTask();
const specs = descriptionsOf(count, mix, examples).map((description) => {
  const parsed = parseCluster(description);
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join("\n"));
  return parsed.cluster;
});
const infrastructure = new App({ outdir: join(outdir, "cdktf.out") });
for (const spec of specs) stackOf(infrastructure, spec);
infrastructure.synth();
for (const spec of specs) {
  const app = new ManifestApp({ outdir: join(outdir, "dist") });
  new ClusterChart(app, spec.name, { spec });
  app.synth();
}
finish();
