import { join } from "node:path";
import { App as ManifestsApp } from "cdk8s";
import { App } from "cdktf";
import { judgementOf } from "../constructs/gate/judgement-of";
import { ClusterChart } from "../constructs/kubernetes/cluster-chart";
import type { Judgement } from "../guardrails/judgement";
import { Refusal } from "../guardrails/refusal";
import type { ClusterSpec } from "../spec/cluster-spec";
import type { FleetState } from "../fleet-file/state";
import { addStack } from "./add-stack";
import { CDKTF_OUT, CHARTS } from "./output-places";

/** One half of a cluster: what the rules said, and whether it was written. */
export interface JudgedHalf {
  readonly judgement: Judgement | undefined;
  readonly isRefused: boolean;
}

/** What became of one cluster. */
export interface SynthesizedCluster {
  readonly name: string;
  readonly terraform: JudgedHalf;
  readonly manifests: JudgedHalf;
}

/**
 * Writes both halves of a cluster below `folder`, `cdktf.out/stacks/NAME/cdk.tf.json` and `dist/NAME.k8s.yaml`, each judged by the gate
 * before it is written. What is refused is not written; nothing is thrown for it.
 */
export function synthesizeCluster(spec: ClusterSpec, state: FleetState, folder: string): SynthesizedCluster {
  const app = new App({ outdir: join(folder, CDKTF_OUT) });
  addStack(app, spec, state);
  const charts = new ManifestsApp({ outdir: join(folder, CHARTS) });
  new ClusterChart(charts, spec.name, { spec });

  return {
    name: spec.name,
    terraform: judged(app, () => app.synth()),
    manifests: judged(charts, () => charts.synth()),
  };
}

function judged(app: App | ManifestsApp, write: () => void): JudgedHalf {
  try {
    write();
    return { judgement: judgementOf(app), isRefused: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { judgement: error.judgement, isRefused: true };
  }
}
