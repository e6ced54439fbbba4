import { ApiObject, type App, Chart } from "cdk8s";
import type { IConstruct } from "constructs";
import type { ManifestsDocument } from "../../guardrails/document";
import { refuseUnlessClosed } from "./judgement-of";
import { markOrigin } from "./origin";
import { Pins } from "./pins";
import { writesItself } from "./quick-yaml";

const GATE = Symbol.for("portcullis.manifest-gate");
const OWN_RENDERING = Symbol.for("portcullis.own-rendering");

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
  /** What the rules have seen last: all objects of the app, by chart. */
  private documents: readonly ManifestsDocument[] = [];
  private readonly pins = new Pins();
  private readonly guarded = new Set<Chart>();
  /** What charts return during a synthesis. */
  private readonly outputs = new Map<Chart, unknown[]>();
  private synthesizing = false;
  private rendering = 0;

  constructor(private readonly root: IConstruct) {
    // Every way to render a chart validates the whole app first, the root before all others.
    root.node.addValidation({
      validate: () => {
        this.judgeObjects();
        this.judgeCharts();
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
    this.documents = documentsOf(rendered);
    refuseUnlessClosed(this.root, this.documents);
    for (const { object, text } of rendered) this.pin(object, text);
    this.judged = new Set(rendered.map(({ text }) => text));
  }

  /**
   * Holds every chart to what was judged, also where nobody asked the app: what a chart makes of its objects is rendered here before
   * the first file is written, and compared again each time.
   */
  private judgeCharts(): void {
    const charts = this.charts();
    const own = charts.filter((chart) => this.guard(chart));
    if (this.synthesizing || this.rendering > 0 || own.length === 0) return;
    for (const chart of own) chart.toJson();
    // That rendering has used the pins up.
    this.judgeObjects();
  }

  /** Puts a chart's rendering behind the judgement, and says whether it is another than cdk8s' own. */
  private guard(chart: Chart): boolean {
    if (this.guarded.has(chart)) return ownRendering(chart) !== Chart.prototype.toJson;
    let rendering: () => unknown[] = chart.toJson;
    this.guarded.add(chart);
    Object.defineProperty(chart, OWN_RENDERING, { get: () => rendering });
    Object.defineProperty(chart, "toJson", {
      configurable: false,
      get: () => {
        // Whoever replaces the rendering may call the one before.
        const current = rendering;
        return () => this.render(chart, current);
      },
      set: (replaced: () => unknown[]) => {
        rendering = replaced;
      },
    });
    return rendering !== Chart.prototype.toJson;
  }

  private render(chart: Chart, rendering: () => unknown[]): unknown[] {
    const output = this.outputs.get(chart);
    if (output !== undefined) return output;
    this.rendering += 1;
    try {
      const objects = rendering.call(chart);
      if (!this.synthesizing && this.rendering === 1 && !this.areJudged(objects)) {
        const others = this.documents.filter(({ name }) => name !== nameOf(chart));
        refuseUnlessClosed(this.root, [...others, documentOf(chart, objects)]);
      }
      return objects;
    } finally {
      this.rendering -= 1;
    }
  }

  private areJudged(objects: readonly unknown[]): boolean {
    return objects.every((object) => this.judged.has(JSON.stringify(object)));
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
    const charts = this.charts();
    try {
      const outputs = charts.map((chart) => {
        const objects = chart.toJson() as unknown[];
        return { chart, objects, texts: objects.map((object) => JSON.stringify(object)) };
      });
      // A validation may have added objects after ours ran.
      this.judgeObjects();
      if (outputs.some(({ texts }) => !texts.every((text) => this.judged.has(text)))) {
        refuseUnlessClosed(
          this.root,
          outputs.map(({ chart, objects }) => documentOf(chart, objects)),
        );
      }
      for (const { chart, objects, texts } of outputs) {
        this.guard(chart);
        this.outputs.set(
          chart,
          objects.map((object, index) => writesItself(object, texts[index] ?? "")),
        );
      }
      return write();
    } finally {
      this.synthesizing = false;
      this.outputs.clear();
      this.pins.releaseAll();
    }
  }

  private charts(): readonly Chart[] {
    return this.root.node.findAll().filter((node): node is Chart => Chart.isChart(node));
  }

  private objects(): readonly ApiObject[] {
    return this.root.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  }
}

function documentsOf(
  rendered: readonly { readonly object: ApiObject; readonly text: string }[],
): readonly ManifestsDocument[] {
  const charts = new Map<Chart, { content: unknown; construct: string }[]>();
  for (const { object, text } of rendered) {
    const chart = Chart.of(object);
    const list = charts.get(chart) ?? [];
    list.push({ content: JSON.parse(text), construct: object.node.path });
    charts.set(chart, list);
  }
  return [...charts].map(([chart, objects]) => ({ kind: "manifests", name: nameOf(chart), objects }));
}

/** What a chart made of its objects: nobody can say of which. */
function documentOf(chart: Chart, objects: readonly unknown[]): ManifestsDocument {
  return {
    kind: "manifests",
    name: nameOf(chart),
    objects: objects.map((content) => ({ content, construct: chart.node.path })),
  };
}

function ownRendering(chart: Chart): unknown {
  return (chart as { [OWN_RENDERING]?: unknown })[OWN_RENDERING];
}

function nameOf(chart: Chart): string {
  return `${chart.node.path === "" ? "chart" : chart.node.path} (manifests)`;
}
