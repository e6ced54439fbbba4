import { App } from "cdk8s";
import { judgementOf } from "../constructs/gate/judgement-of";
import { ClusterChart } from "../constructs/kubernetes/cluster-chart";
import { type Judgement, mergeJudgements } from "../guardrails/judgement";
import type { ClusterSpec } from "../spec/cluster-spec";
import { ChartOfAnyName } from "./chart-of-any-name";
import { recordReads, valuesOf } from "./recorded-reads";

/** The manifests of a cluster, judged. */
export interface WrittenManifests {
  readonly text: string;
  readonly judgement: Judgement;
}

/** Of one name in every cluster, so that what is the same in many is the same text. */
const CHART = "chart";
const DOCUMENT = `${CHART} (manifests)`;

/** What was made in this process of the same values in the fields that it is made of. */
interface Made {
  readonly written: WrittenManifests;
  /** The same for any name, where the name is one of those fields: made for the second cluster; null where there is none. */
  ofAnyName?: ChartOfAnyName | null;
}

/** By the fields that were read, and by what they said, but for the name. */
const made = new Map<string, { readonly fields: readonly string[]; readonly byValues: Map<string, Made> }>();
const MOST_REMEMBERED = 64;

/**
 * Makes the chart of one cluster and gives its text. Clusters differ in few of the fields that their manifests are made of: what
 * was made and judged of the same values before is taken again, and where only the name is another, it is put in and judged.
 *
 * @param outdir a folder that cdk8s names and does not touch
 * @throws Refusal
 */
export function writeManifests(spec: ClusterSpec, outdir: string): WrittenManifests {
  for (const { fields, byValues } of made.values()) {
    const before = byValues.get(valuesOf(spec, fields.filter(isNoName)));
    if (before === undefined) continue;
    if (!fields.includes(NAME)) return before.written;
    before.ofAnyName ??= ChartOfAnyName.of(spec, CHART, outdir) ?? null;
    const named = before.ofAnyName?.named(spec.name, DOCUMENT);
    if (named !== undefined) return named;
  }
  const recorded = recordReads(spec);
  const app = new App({ outdir });
  new ClusterChart(app, CHART, { spec: recorded.spec });
  const text = app.synthYaml();
  const judgement = judgementOf(app) ?? mergeJudgements([]);
  const written: WrittenManifests = { text, judgement };

  const fields = [...recorded.read].sort();
  const key = fields.join("\n");
  const group = made.get(key) ?? { fields, byValues: new Map<string, Made>() };
  if (made.size < MOST_REMEMBERED) made.set(key, group);
  if (group.byValues.size >= MOST_REMEMBERED) group.byValues.clear();
  const values = valuesOf(spec, fields.filter(isNoName));
  if (!group.byValues.has(values)) group.byValues.set(values, { written });
  return written;
}

const NAME = "name";
const isNoName = (field: string) => field !== NAME;

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
