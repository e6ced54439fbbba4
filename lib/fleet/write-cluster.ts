import { App, type TerraformStack } from "cdktf";
import { withOwnTokens, withoutCreationStacks } from "../constructs/gate/cdktf-internals";
import { judgementOf } from "../constructs/gate/judgement-of";
import { withoutOrigins } from "../constructs/gate/origin";
import { judgedTextOf } from "../constructs/gate/terraform-gate";
import { type Judgement, mergeJudgements } from "../guardrails/judgement";
import { localBackend, s3Backend } from "../profiles/cloud/backends";
import { CloudClusterStack } from "../profiles/cloud/cloud-cluster-stack";
import { DataCenterClusterStack } from "../profiles/data-center/data-center-cluster-stack";
import { EdgeClusterStack } from "../profiles/edge/edge-cluster-stack";
import type { CloudClusterSpec, ClusterSpec, DataCenterClusterSpec, EdgeClusterSpec } from "../spec/cluster-spec";
import type { FleetBackend } from "./fleet-options";
import { inPlaces, writeManifests } from "./write-manifests";

/** The texts of one cluster, judged. */
export interface WrittenCluster {
  readonly stack: string;
  readonly manifests: string;
  readonly judgement: Judgement;
}

/**
 * Makes the stack and the chart of one cluster, in apps of its own, and gives the texts that synthesis would write. Everything
 * in them is ours, so that references to other stacks need not be looked for, and no token needs to know where it was made.
 *
 * @param outdir a folder that cdktf may make its own folders in
 * @param neighbours the files beside the stack's document
 * @throws Refusal
 */
export function writeCluster(
  spec: ClusterSpec,
  backend: FleetBackend,
  outdir: string,
  neighbours: readonly string[],
): WrittenCluster {
  const withoutTraces = <T>(run: () => T): T => withoutOrigins(() => withoutCreationStacks(run));
  return withOwnTokens(() =>
    withoutTraces(() => {
      const app = new App({ outdir });
      const stack = judgedTextOf(stackOf(app, spec, backend), neighbours);
      const manifests = writeManifests(spec, outdir);
      const judgements = [judgementOf(app), manifests.judgement].filter((judgement) => judgement !== undefined);
      return { stack, manifests: manifests.text, judgement: inPlaces(mergeJudgements(judgements), spec.name) };
    }),
  );
}

function stackOf(app: App, spec: ClusterSpec, kept: FleetBackend): TerraformStack {
  const { profile, name } = spec;
  const backend =
    kept.kind === "local"
      ? localBackend()
      : s3Backend({ bucket: kept.bucket, region: kept.region, kmsKeyArn: kept.kmsKeyArn });
  switch (profile.kind) {
    case "cloud":
      return new CloudClusterStack(app, name, { spec: spec as CloudClusterSpec, backend });
    case "data-center":
      return new DataCenterClusterStack(app, name, { spec: spec as DataCenterClusterSpec, backend });
    case "edge":
      return new EdgeClusterStack(app, name, { spec: spec as EdgeClusterSpec, backend });
  }
}
