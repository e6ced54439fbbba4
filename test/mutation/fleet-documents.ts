import { Testing, type TerraformStack } from "cdktf";
import { infrastructure } from "../../apps/fleet/infrastructure";
import { manifests } from "../../apps/fleet/manifests";
import type { WrittenDocument } from "../../lib/guardrails/document";

/** Everything that the example fleet writes, rendered once. */
export function fleetDocuments(): readonly WrittenDocument[] {
  const stacks = infrastructure().node.children.map(
    (stack): WrittenDocument => ({
      kind: "terraform",
      name: stack.node.id,
      content: JSON.parse(Testing.synth(stack as TerraformStack)),
      neighbours: [],
    }),
  );
  const charts = manifests()
    .flatMap((app) => app.charts)
    .map(
      (chart): WrittenDocument => ({
        kind: "manifests",
        name: chart.node.id,
        objects: chart.toJson().map((content) => ({ content: JSON.parse(JSON.stringify(content)) as unknown })),
      }),
    );
  return [...stacks, ...charts];
}
