import { App } from "cdktf";
import { withOwnTokens, withoutCreationStacks } from "../constructs/gate/cdktf-internals";
import { judgementOf } from "../constructs/gate/judgement-of";
import { withoutOrigins } from "../constructs/gate/origin";
import { judgedTextOf } from "../constructs/gate/terraform-gate";
import { type Judgement, mergeJudgements } from "../guardrails/judgement";
import type { FleetState } from "../fleet-file/state";
import type { ClusterSpec } from "../spec/cluster-spec";
import { addStack } from "../synthesis/add-stack";
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
  state: FleetState,
  outdir: string,
  neighbours: readonly string[],
): WrittenCluster {
  const withoutTraces = <T>(run: () => T): T => withoutOrigins(() => withoutCreationStacks(run));
  return withOwnTokens(() =>
    withoutTraces(() => {
      const app = new App({ outdir });
      const stack = judgedTextOf(addStack(app, spec, state), neighbours);
      const manifests = writeManifests(spec, outdir);
      const judgements = [judgementOf(app), manifests.judgement].filter((judgement) => judgement !== undefined);
      return { stack, manifests: manifests.text, judgement: inPlaces(mergeJudgements(judgements), spec.name) };
    }),
  );
}
