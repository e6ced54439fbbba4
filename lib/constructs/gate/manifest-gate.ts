import { ApiObject, type App, Chart } from "cdk8s";
import type { IConstruct } from "constructs";
import type { ManifestsDocument } from "../../guardrails/document";
import { refuseUnlessClosed } from "./judgement-of";
import { markOrigin } from "./origin";
import { Pins } from "./pins";

const GATE = Symbol.for("portcullis.manifest-gate");

/**
 * Attaches the gate to the app that a construct stands in, whosever app it is. From then on no chart of the app
 * is rendered before every object in it was judged, with all patches and resolvers applied.
 */
export function gateManifests(construct: IConstruct): void {
  markOrigin(construct);
  const root = construct.node.root as IConstruct & { [GATE]?: ManifestGate };
  root[GATE] ??= new ManifestGate(root);
}

class ManifestGate {
  /** The text of every object that was judged in this synthesis. */
  private judged = new Set<string>();
  private readonly pins = new Pins();
  private synthesizing = false;

  constructor(private readonly root: IConstruct) {
    // Every way to render a chart validates the whole app first, the root before all others.
    root.node.addValidation({
      validate: () => {
        this.judgeObjects();
        return [];
      },
    });
    const app = root as Partial<Pick<App, "synth" | "synthYaml">>;
    const { synth, synthYaml } = app;
    if (synth !== undefined) app.synth = () => this.withJudgedCharts(() => synth.call(root));
    if (synthYaml !== undefined) app.synthYaml = () => this.withJudgedCharts(() => synthYaml.call(root));
  }

  /** Renders every object once, judges them all and makes each give what was judged. */
  private judgeObjects(): void {
    const objects = this.objects();
    if (this.synthesizing && objects.every((object) => this.pins.has(object))) return;
    this.pins.releaseAll();
    const rendered = objects.map((object) => ({ object, text: JSON.stringify(object.toJson()) }));
    refuseUnlessClosed(this.root, documentsOf(rendered));
    for (const { object, text } of rendered) this.pin(object, text);
    this.judged = new Set(rendered.map(({ text }) => text));
  }

  private pin(object: ApiObject, text: string): void {
    this.pins.set(object, () => {
      // Outside of a whole synthesis the next call sees the object as it is then: tests change objects between renderings.
      if (!this.synthesizing) this.pins.release(object);
      return JSON.parse(text);
    });
  }

  /** What charts return is what is written, so that is compared with what was judged; before the first file. */
  private withJudgedCharts<T>(write: () => T): T {
    if (this.synthesizing) return write();
    this.pins.releaseAll();
    this.synthesizing = true;
    const charts = this.root.node.findAll().filter((node): node is Chart => Chart.isChart(node));
    try {
      const outputs = charts.map((chart) => ({ chart, objects: chart.toJson() as unknown[] }));
      // A validation may have added objects after ours ran.
      this.judgeObjects();
      const unjudged = outputs.filter(({ objects }) => objects.some((object) => !this.judged.has(JSON.stringify(object))));
      if (unjudged.length > 0) {
        refuseUnlessClosed(
          this.root,
          outputs.map(({ chart, objects }) => ({
            kind: "manifests",
            name: nameOf(chart),
            objects: objects.map((content) => ({ content, construct: chart.node.path })),
          })),
        );
      }
      for (const { chart, objects } of outputs) this.pins.set(chart, () => objects);
      return write();
    } finally {
      this.synthesizing = false;
      this.pins.releaseAll();
    }
  }

  private objects(): readonly ApiObject[] {
    return this.root.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  }
}

function documentsOf(rendered: readonly { readonly object: ApiObject; readonly text: string }[]): readonly ManifestsDocument[] {
  const charts = new Map<Chart, { content: unknown; construct: string }[]>();
  for (const { object, text } of rendered) {
    const chart = Chart.of(object);
    const list = charts.get(chart) ?? [];
    list.push({ content: JSON.parse(text), construct: object.node.path });
    charts.set(chart, list);
  }
  return [...charts].map(([chart, objects]) => ({ kind: "manifests", name: nameOf(chart), objects }));
}

function nameOf(chart: Chart): string {
  return `${chart.node.path === "" ? "chart" : chart.node.path} (manifests)`;
}
