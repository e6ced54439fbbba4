import { App } from "cdk8s";
import { judgementOf } from "../constructs/gate/judgement-of";
import { ClusterChart } from "../constructs/kubernetes/cluster-chart";
import { type Judgement, mergeJudgements } from "../guardrails/judgement";
import type { ClusterSpec } from "../spec/cluster-spec";
import { recordReads, valuesOf } from "./recorded-reads";

/** The manifests of a cluster, judged. */
export interface WrittenManifests {
  readonly text: string;
  readonly judgement: Judgement;
}

/** Of one name in every cluster, so that what is the same in many is the same text. */
const CHART = "chart";
const DOCUMENT = `${CHART} (manifests)`;

/** What was made in this process, by the fields that it was made of and by what they said. */
const made = new Map<
  string,
  { readonly fields: readonly string[]; readonly byValues: Map<string, WrittenManifests> }
>();
const MOST_REMEMBERED = 64;

/**
 * Makes the chart of one cluster and gives its text. Clusters differ in few of the fields that their manifests are made of: what
 * was made and judged of the same values before is taken again.
 *
 * @param outdir a folder that cdk8s names and does not touch
 * @throws Refusal
 */
export function writeManifests(spec: ClusterSpec, outdir: string): WrittenManifests {
  for (const { fields, byValues } of made.values()) {
    const before = byValues.get(valuesOf(spec, fields));
    if (before !== undefined) return before;
  }
  const recorded = recordReads(spec);
  const app = new App({ outdir });
  new ClusterChart(app, CHART, { spec: recorded.spec });
  const text = app.synthYaml();
  const judgement = judgementOf(app) ?? mergeJudgements([]);
  const written: WrittenManifests = { text, judgement };

  const fields = [...recorded.read].sort();
  const key = fields.join("\n");
  const group = made.get(key) ?? { fields, byValues: new Map<string, WrittenManifests>() };
  if (made.size < MOST_REMEMBERED) made.set(key, group);
  if (group.byValues.size >= MOST_REMEMBERED) group.byValues.clear();
  group.byValues.set(valuesOf(spec, fields), written);
  return written;
}

/** A judgement under the name of its cluster, as the cluster's own program would tell it. */
export function inPlaces(judgement: Judgement, cluster: string): Judgement {
  return renamed(judgement, cluster) as Judgement;
}

function renamed(value: unknown, cluster: string): unknown {
  if (value === DOCUMENT) return `${cluster} (manifests)`;
  if (Array.isArray(value)) return value.map((item) => renamed(item, cluster));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isPath = key === "construct" && typeof inner === "string" && inner.startsWith(`${CHART}/`);
      return [key, isPath ? `${cluster}${inner.slice(CHART.length)}` : renamed(inner, cluster)];
    }),
  );
}
