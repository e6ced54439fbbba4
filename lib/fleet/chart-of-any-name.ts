import { ApiObject, App, Yaml } from "cdk8s";
import { stringify } from "yaml";
import { writesItself } from "../constructs/gate/quick-yaml";
import { ClusterChart } from "../constructs/kubernetes/cluster-chart";
import type { ManifestsDocument } from "../guardrails/document";
import { judge } from "../guardrails/judge";
import type { ClusterSpec } from "../spec/cluster-spec";
import { recordReads } from "./recorded-reads";
import type { WrittenManifests } from "./write-manifests";

/** Two names that nobody gives and that have nothing in common, one of them as short and one as long as names are. */
const SHORT = "q";
const LONG = "zyx-zyx-zyx-zyx-zyx-zyx-zyx-zyx-zyx-zyxz";

/** One object of the chart: its path, and its JSON with the parts between which the name stands. */
interface ObjectParts {
  readonly path: string;
  readonly parts: readonly string[];
  /** What it is in every cluster, where the name does not stand in it. */
  readonly content: unknown;
}

/** The chart of clusters that differ in nothing but their names. */
export class ChartOfAnyName {
  private constructor(
    private readonly objects: readonly ObjectParts[],
    /** In which order they are written. */
    private readonly order: readonly number[],
  ) {}

  /**
   * Makes the chart under two names and compares them: where all that differs is the name, as it is, it stands there for any other.
   *
   * @param chartId the id of the chart, of one name in every cluster
   * @returns undefined where the name does more
   */
  static of(spec: ClusterSpec, chartId: string, outdir: string): ChartOfAnyName | undefined {
    const [short, long] = [SHORT, LONG].map((name) => render(spec, name, chartId, outdir));
    if (short === undefined || long === undefined) return undefined;
    const objects = long.objects.map(({ path, text }): ObjectParts => {
      const parts = text.split(LONG);
      return { path, parts, content: parts.length === 1 ? JSON.parse(text) : undefined };
    });
    const isSame =
      short.objects.length === objects.length &&
      short.order.join() === long.order.join() &&
      objects.every(({ path, parts }, index) => {
        const other = short.objects[index];
        return other?.path === path && other.text === parts.join(SHORT);
      });
    return isSame ? new ChartOfAnyName(objects, long.order) : undefined;
  }

  /** The manifests of a cluster of a name, judged as they are; undefined where the name is one that YAML would read as something else, or something was found. */
  named(name: string, document: string): WrittenManifests | undefined {
    if (!isPlainText(name)) return undefined;
    const contents = this.objects.map(({ parts, content }) => content ?? JSON.parse(parts.join(name)));
    const judgement = judge([
      {
        kind: "manifests",
        name: document,
        objects: this.objects.map(({ path }, index) => ({ content: contents[index], construct: path })),
      } satisfies ManifestsDocument,
    ]);
    if (judgement.findings.length > 0) return undefined;
    const written = this.order.map((index) => {
      const text = this.objects[index]?.parts.join(name) ?? "";
      return writesItself(JSON.parse(text), text);
    });
    return { text: Yaml.stringify(...written), judgement };
  }
}

function render(spec: ClusterSpec, name: string, chartId: string, outdir: string) {
  const app = new App({ outdir });
  const chart = new ClusterChart(app, chartId, { spec: recordReads(spec, name).spec });
  const written = chart.toJson().map((object: unknown) => JSON.stringify(object));
  const objects = app.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .map((object) => ({ path: object.node.path, text: JSON.stringify(object.toJson()) }));
  const order = written.map((text) => objects.findIndex((object) => object.text === text));
  const isWhole = order.length === objects.length && new Set(order).size === order.length && !order.includes(-1);
  return isWhole ? { objects, order } : undefined;
}

/** Whether YAML writes a text as it is, in both versions. */
function isPlainText(text: string): boolean {
  return (["1.1", "1.2"] as const).every((version) => stringify(text, { version }) === `${text}\n`);
}
