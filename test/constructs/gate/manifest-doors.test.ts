import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App, type AppProps, Chart, type IResolver, JsonPatch, Lazy, Testing, YamlOutputType } from "cdk8s";
import { allowShape, judgementOf } from "portcullis";
import { ClusterChart, TenantNamespace } from "portcullis/kubernetes";
import { expectRefused, judge } from "portcullis/testing";
import { parseAllDocuments } from "yaml";
import { Refusal } from "../../../lib/guardrails/refusal";
import { plantSpec } from "../../example-clusters";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-doors-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A team's own chart with one of our namespaces in it. */
class TeamChart extends Chart {
  readonly tenant: TenantNamespace;
  constructor(scope: App, id = "team") {
    super(scope, id);
    const tenant = { name: "telemetry", quota: { cpu: "4", memory: "8Gi", pods: 20 } };
    this.tenant = new TenantNamespace(this, "telemetry", { tenant, kubernetesVersion: "1.35" });
  }
}

function team(props: AppProps = {}): { app: App; chart: TeamChart } {
  const app = new App({ outdir: folder, ...props });
  return { app, chart: new TeamChart(app) };
}

const ENFORCE = "/metadata/labels/pod-security.kubernetes.io~1enforce";
const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
] as const;

function written(): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const masters = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "owners" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:masters" }],
};

/** What an attacker or a careless colleague does to the chart, by name. */
const OPENINGS: Readonly<Record<string, { rule: string; open: (chart: TeamChart) => void }>> = {
  "a patch that loosens Pod Security": {
    rule: "hardened-namespace",
    open: ({ tenant }) => tenant.namespace.addJsonPatch(JsonPatch.replace(ENFORCE, "privileged")),
  },
  "a patch that takes the default deny away": {
    rule: "hardened-namespace",
    open: ({ tenant }) => tenant.defaultDeny.addJsonPatch(JsonPatch.replace("/spec/policyTypes", ["Ingress"])),
  },
  "a binding to a master group": {
    rule: "no-master-bindings",
    open: (chart) => new ApiObject(chart, "owners", masters),
  },
  "a binding deep inside another construct": {
    rule: "no-master-bindings",
    open: ({ tenant }) => new ApiObject(tenant.namespace, "owners", masters),
  },
  "a value that opens when it is rendered": {
    rule: "no-master-bindings",
    open: (chart) =>
      new ApiObject(chart, "owners", {
        ...masters,
        subjects: Lazy.any({ produce: () => masters.subjects }),
      } as typeof masters),
  },
  "a kind that nobody judges": {
    rule: "known-shapes",
    open: (chart) => new ApiObject(chart, "hook", { apiVersion: "example.com/v1", kind: "Tunnel" }),
  },
  "a pod on the host's network": {
    rule: "pods-off-the-host",
    open: (chart) =>
      new ApiObject(chart, "pod", {
        apiVersion: "v1",
        kind: "Pod",
        spec: { hostNetwork: true, containers: [{ name: "a", image: "b" }] },
      }),
  },
  "a late change by a validation": {
    rule: "hardened-namespace",
    open: (chart) => {
      let done = false;
      chart.node.addValidation({
        validate: () => {
          if (!done) chart.tenant.namespace.addJsonPatch(JsonPatch.replace(ENFORCE, "privileged"));
          done = true;
          return [];
        },
      });
    },
  },
};

describe("the way of a chart to disk", () => {
  test.each(OUTPUT_TYPES)("writes what was judged, output type %s", (yamlOutputType) => {
    const { app } = team({ yamlOutputType });
    app.synth();
    const kinds = written().flatMap((file) =>
      parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.get("kind")),
    );
    expect(kinds.sort()).toEqual([
      "LimitRange",
      "Namespace",
      "NetworkPolicy",
      "NetworkPolicy",
      "ResourceQuota",
      "ServiceAccount",
    ]);
    expect(judgementOf(app)?.findings).toEqual([]);
  });

  test("writes the same bytes as without the gate", () => {
    const gated = team();
    const objects = gated.chart.toJson() as ConstructorParameters<typeof ApiObject>[2][];
    gated.app.synth();
    const plain = join(folder, "plain");
    const app = new App({ outdir: plain });
    const chart = new Chart(app, "team");
    objects.forEach((object, index) => new ApiObject(chart, `object-${index}`, object));
    app.synth();
    expect(readFileSync(join(folder, "team.k8s.yaml"), "utf8")).toEqual(
      readFileSync(join(plain, "team.k8s.yaml"), "utf8"),
    );
  });

  test("refuses a cluster's chart from which a policy was taken with its binding", () => {
    const app = new App({ outdir: folder });
    const chart = new ClusterChart(app, "plant", { spec: plantSpec });
    for (const node of chart.node.findAll()) {
      if (node instanceof ApiObject && node.name === "no-master-bindings")
        node.node.scope?.node.tryRemoveChild(node.node.id);
    }
    const [found] = expectRefused(() => app.synth(), "admission-policies-together");
    expect(found?.message).toContain("no-master-bindings");
    expect(written()).toEqual([]);
  });

  describe.each(Object.entries(OPENINGS))("%s", (name, { rule, open }) => {
    // A validation that runs after the judging changes nothing any more: what was judged is what is written.
    const late = name === "a late change by a validation";

    test.each(OUTPUT_TYPES)("is refused and nothing is written, output type %s", (yamlOutputType) => {
      const { app, chart } = team({ yamlOutputType });
      open(chart);
      if (late) {
        app.synth();
        expect(
          written()
            .map((file) => readFileSync(file, "utf8"))
            .join(),
        ).not.toContain("privileged");
        return;
      }
      expectRefused(() => app.synth(), rule);
      expect(written()).toEqual([]);
    });

    test("is refused where the app or the chart is rendered to memory", () => {
      const { app, chart } = team();
      open(chart);
      if (late) {
        expect(app.synthYaml()).not.toContain("privileged");
        return;
      }
      expectRefused(() => app.synthYaml(), rule);
      expectRefused(() => chart.toJson(), rule);
      expectRefused(() => Testing.synth(chart), rule);
      expectRefused(judge(chart), rule);
    });
  });

  test("leaves the old output byte for byte when a later synthesis is refused", () => {
    team().app.synth();
    const before = readFileSync(join(folder, "team.k8s.yaml"), "utf8");
    const { app, chart } = team();
    OPENINGS["a patch that loosens Pod Security"]?.open(chart);
    expect(() => app.synth()).toThrow(Refusal);
    expect(readFileSync(join(folder, "team.k8s.yaml"), "utf8")).toEqual(before);
  });

  test("writes no chart when one of several is refused", () => {
    const app = new App({ outdir: folder });
    new TeamChart(app, "first");
    OPENINGS["a binding to a master group"]?.open(new TeamChart(app, "second"));
    expect(() => app.synth()).toThrow(Refusal);
    expect(existsSync(join(folder, "first.k8s.yaml"))).toBe(false);
  });

  test("sees a change between two renderings", () => {
    const { chart } = team();
    expect(Testing.synth(chart)).toHaveLength(6);
    chart.tenant.namespace.metadata.addLabel("team", "a");
    expect(JSON.stringify(Testing.synth(chart))).toContain('"team":"a"');
    OPENINGS["a patch that loosens Pod Security"]?.open(chart);
    expect(() => Testing.synth(chart)).toThrow(Refusal);
  });

  test("leaves an app without a construct of ours alone", () => {
    const app = new App({ outdir: folder });
    new ApiObject(new Chart(app, "website"), "hook", { apiVersion: "example.com/v1", kind: "Tunnel" });
    app.synth();
    expect(written()).toHaveLength(1);
  });
});

describe("ways around the gate", () => {
  test("judges what a resolver makes of the values", () => {
    const resolver: IResolver = {
      resolve: (context) => {
        if (context.value === "restricted") context.replaceValue("privileged");
      },
    };
    expectRefused(() => team({ resolvers: [resolver] }).app.synth(), "hardened-namespace");
    expect(written()).toEqual([]);
  });

  test("judges what a chart of the team makes of its objects", () => {
    class Opening extends TeamChart {
      override toJson(): unknown[] {
        return [...super.toJson(), masters];
      }
    }
    const app = new App({ outdir: folder });
    new Opening(app);
    expectRefused(() => app.synth(), "no-master-bindings");
    expectRefused(() => app.synthYaml(), "no-master-bindings");
    expect(written()).toEqual([]);
  });

  describe.each<[string, (chart: Chart) => void]>([
    [
      "replaced its rendering",
      (chart) => {
        const original = chart.toJson.bind(chart);
        chart.toJson = () => [...original(), masters];
      },
    ],
    [
      "replaces its rendering when it is validated",
      (chart) => {
        const original = chart.toJson.bind(chart);
        chart.node.addValidation({
          validate: () => {
            chart.toJson = () => [...original(), masters];
            return [];
          },
        });
      },
    ],
    [
      "renders another thing the second time",
      (chart) => {
        let count = 0;
        const original = chart.toJson.bind(chart);
        chart.toJson = () => (count++ === 0 ? original() : [...original(), masters]);
      },
    ],
    [
      "renders without its objects",
      (chart) => {
        chart.toJson = () => [masters];
      },
    ],
  ])("a chart that %s", (_, replace) => {
    // The fourth type writes the objects one by one and never asks a chart what it makes of them.
    test.each(OUTPUT_TYPES.slice(0, 3))(
      "writes nothing unjudged by the framework's own synthesis, output type %s",
      (yamlOutputType) => {
        const { app, chart } = team({ yamlOutputType });
        replace(chart);
        try {
          App.prototype.synth.call(app);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
        expect(
          written()
            .map((file) => readFileSync(file, "utf8"))
            .join(),
        ).not.toContain("masters");
      },
    );

    test("is judged after a first rendering too", () => {
      const { app, chart } = team();
      Testing.synth(chart);
      replace(chart);
      try {
        App.prototype.synth.call(app);
        app.synth();
        app.synth();
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
      expect(
        written()
          .map((file) => readFileSync(file, "utf8"))
          .join(),
      ).not.toContain("masters");
    });
  });

  test("refuses a replaced rendering before the first file of another chart", () => {
    const { app } = team();
    const other = new Chart(app, "zzz");
    other.toJson = () => [masters];
    expectRefused(() => App.prototype.synth.call(app), "no-master-bindings");
    expect(written()).toEqual([]);
  });

  test("lets nobody define the rendering of a chart anew once it was judged", () => {
    const { chart } = team();
    Testing.synth(chart);
    expect(() => Object.defineProperty(chart, "toJson", { value: () => [masters] })).toThrow(TypeError);
  });

  test("judges an object that replaced its own rendering", () => {
    const { app, chart } = team();
    chart.tenant.namespace.toJson = () => masters;
    expectRefused(() => app.synth(), "no-master-bindings");
    expect(chart.tenant.namespace.toJson()).toEqual(masters);
  });

  test.each(OUTPUT_TYPES)(
    "judges an object that a validation adds after the judging, output type %s",
    (yamlOutputType) => {
      const { app, chart } = team({ yamlOutputType });
      chart.node.addValidation({
        validate: () => {
          if (chart.node.tryFindChild("owners") === undefined) new ApiObject(chart, "owners", masters);
          return [];
        },
      });
      expectRefused(() => app.synth(), "no-master-bindings");
      expect(written()).toEqual([]);
    },
  );

  test("judges the charts of the team next door in the same app", () => {
    const { app } = team();
    new ApiObject(new Chart(app, "next-door"), "owners", masters);
    expectRefused(() => app.synth(), "no-master-bindings", "next-door");
  });

  test.each<[string, (app: App, chart: TeamChart) => Chart]>([
    ["another chart", (app) => new Chart(app, "next-door")],
    ["a chart within ours", (_, chart) => new Chart(chart, "within")],
  ])("judges %s together with the namespace that it opens", (_, chartOf) => {
    const { app, chart } = team();
    new ApiObject(chartOf(app, chart), "open", {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "open", namespace: "telemetry" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
    } as ConstructorParameters<typeof ApiObject>[2]);
    expectRefused(() => app.synth(), "hardened-namespace");
    expect(written()).toEqual([]);
  });

  test("accepts a kind that the team allowed by its exact name", () => {
    const { app, chart } = team();
    OPENINGS["a kind that nobody judges"]?.open(chart);
    allowShape(chart, { name: "team/hook", why: "a tunnel inside the cluster, reviewed" });
    app.synth();
    expect(judgementOf(app)?.allowed).toHaveLength(1);
  });
});

describe("a team's ordinary workloads beside ours", () => {
  test("pass", () => {
    const { app, chart } = team();
    const labels = { app: "collector" };
    new ApiObject(chart, "collector", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: "c", image: "registry.example.com/c@sha256:0" }] },
        },
      },
    });
    new ApiObject(chart, "service", {
      apiVersion: "v1",
      kind: "Service",
      spec: { selector: labels, ports: [{ port: 80 }] },
    });
    new ApiObject(chart, "settings", { apiVersion: "v1", kind: "ConfigMap", data: { a: "b" } });
    app.synth();
    expect(judgementOf(app)?.findings).toEqual([]);
  });

  test("pass beside a whole cluster's chart", () => {
    const app = new App({ outdir: folder });
    new ClusterChart(app, "plant", { spec: plantSpec });
    app.synth();
    expect(judgementOf(app)?.findings).toEqual([]);
  });
});
