import { App as Manifests } from "cdk8s";
import { App, Testing, type TerraformStack } from "cdktf";
import { infrastructure } from "../../apps/fleet/infrastructure";
import { manifests } from "../../apps/fleet/manifests";
import { ClusterChart } from "../../lib/constructs/kubernetes";
import { ShopChart } from "../../apps/platform-team/manifests";
import type { WrittenDocument } from "../../lib/guardrails/document";
import { EdgeClusterStack } from "../../lib/profiles/edge";
import { clusterOfEveryMethod } from "../every-method";

/** What a cluster with every method and persona writes, which the fleet does not show all of. */
function everyMethod() {
  const spec = clusterOfEveryMethod();
  const stack = new EdgeClusterStack(new App(), spec.name, { spec });
  const app = new Manifests();
  new ClusterChart(app, spec.name, { spec });
  return { stack, app };
}

/** Everything that the example fleet writes, a cluster with every method of logging in, and the manifests of the team that has others pulled, rendered once. */
export function fleetDocuments(): readonly WrittenDocument[] {
  const { stack, app } = everyMethod();
  const stacks = [...infrastructure().node.children, stack].map(
    (stack): WrittenDocument => ({
      kind: "terraform",
      name: stack.node.id,
      content: JSON.parse(Testing.synth(stack as TerraformStack)),
      neighbours: [],
    }),
  );
  const charts = [...[...manifests(), app].flatMap((app) => app.charts), new ShopChart(new Manifests())]
    .map(
      (chart): WrittenDocument => ({
        kind: "manifests",
        name: chart.node.id,
        objects: chart.toJson().map((content) => ({ content: JSON.parse(JSON.stringify(content)) as unknown })),
      }),
    );
  return [...stacks, ...charts];
}
