import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { App as ManifestApp, Yaml } from "cdk8s";
import { App } from "cdktf";
import {
  type ClusterSpec,
  formatIssue,
  InvalidCluster,
  InvalidInput,
  judgementOf,
  mergeJudgements,
  parseCluster,
  Refusal,
} from "portcullis";
import { type FleetCluster, OutputProblem, synthesizeFleet } from "portcullis/fleet";
import { ClusterChart } from "portcullis/kubernetes";
import { testWhereProving } from "../proving";
import { CloudClusterStack, localBackend, s3Backend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EdgeClusterStack } from "portcullis/profiles/edge";
import { payments, plant, store } from "../../apps/fleet/clusters";

const ROOT = join(__dirname, "..", "..");
const CLUSTERS = [payments, plant, store];
const STACK = join("cdktf.out", "stacks", "store-lyon", "cdk.tf.json");
const MANIFESTS = join("dist", "store-lyon.k8s.yaml");

let folder: string;
let state: string;
const stateBefore = process.env.XDG_STATE_HOME;

beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), "portcullis-state-"));
  process.env.XDG_STATE_HOME = state;
});
afterAll(() => {
  if (stateBefore === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = stateBefore;
  rmSync(state, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-fleet-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every file below a folder by its path, but what the fleet keeps for itself. */
function filesBelow(below: string): ReadonlyMap<string, string> {
  const files = readdirSync(below, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(below.length + 1));
  return new Map(
    paths
      .filter((path) => !path.startsWith(".portcullis"))
      .sort()
      .map((path) => [path, readFileSync(join(below, path), "utf8")]),
  );
}

const outcomes = (clusters: readonly FleetCluster[]) => clusters.map(({ name, outcome }) => `${name} ${outcome}`);

function parsed(input: unknown): ClusterSpec {
  const result = parseCluster(input);
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join("\n"));
  return result.cluster;
}

/** The stacks and charts as anybody's program makes them. */
function plainProgram(outdir: string, clusters: readonly ClusterSpec[]) {
  const app = new App({ outdir: join(outdir, "cdktf.out") });
  new CloudClusterStack(app, payments.name, { spec: payments, backend: localBackend() });
  new DataCenterClusterStack(app, plant.name, { spec: plant });
  new EdgeClusterStack(app, store.name, { spec: store });
  app.synth();
  const charts = clusters.map((spec) => {
    const chart = new ManifestApp({ outdir: join(outdir, "dist") });
    new ClusterChart(chart, spec.name, { spec });
    chart.synth();
    return chart;
  });
  return mergeJudgements([app, ...charts].map(judgementOf).filter((judgement) => judgement !== undefined));
}

describe("a fleet", () => {
  test("is written byte for byte as by a plain program, and judged as there", async () => {
    const plain = mkdtempSync(join(tmpdir(), "portcullis-plain-"));
    try {
      const expected = plainProgram(plain, CLUSTERS);
      const { clusters } = await synthesizeFleet(CLUSTERS, { folder });
      expect(filesBelow(folder)).toEqual(filesBelow(plain));
      expect(outcomes(clusters)).toEqual(["payments-prod written", "plant-berlin written", "store-lyon written"]);
      const judgement = mergeJudgements(clusters.map((cluster) => cluster.judgement));
      const told = (texts: readonly unknown[]) => texts.map((text) => JSON.stringify(text)).sort();
      expect(told(judgement.tallies)).toEqual(told(expected.tallies));
      expect(told(judgement.openings)).toEqual(told(expected.openings));
      expect(told(judgement.holders)).toEqual(told(expected.holders));
      expect(told(judgement.warnings)).toEqual(told(expected.warnings));
      expect([...judgement.documents].sort()).toEqual([...expected.documents].sort());
    } finally {
      rmSync(plain, { recursive: true, force: true });
    }
  });

  test("has the manifests that cdk8s writes by itself", async () => {
    await synthesizeFleet([store], { folder });
    const chart = new ClusterChart(new ManifestApp({ outdir: folder }), store.name, { spec: store });
    expect(readFileSync(join(folder, MANIFESTS), "utf8")).toBe(Yaml.stringify(...chart.toJson()));
  });

  test("has manifests of its own for every cluster that differs in one field", async () => {
    const like = (name: string, change: object) => parsed({ ...store, name, ...change });
    const clusters = [
      store,
      like("store-2", {}),
      like("store-3", {
        tenants: [{ ...store.tenants[0], name: "stock" }],
        access: store.access.map((one) => (one.persona === "viewer" ? { ...one, namespaces: ["stock"] } : one)),
        abac: [],
      }),
      like("store-4", { tenants: [{ ...store.tenants[0], needsApiServer: true }] }),
      like("store-5", {
        tenants: [{ ...store.tenants[0], needsApiServer: true }],
        profile: { ...store.profile, node: { name: "store-1", address: "192.168.7.11" } },
      }),
      like("store-6", { breakGlass: undefined }),
      like("store-7", { kubernetesVersion: "1.34" }),
      like("store-8", {
        patches: [
          {
            target: { kind: "Namespace", name: "tills" },
            operations: [{ op: "add", path: "/metadata/labels/team", value: "tills" }],
            reason: "a label of the team for reports",
          },
        ],
      }),
      like("store-9", {}),
    ];
    await synthesizeFleet(clusters, { folder, workers: 1 });
    for (const spec of clusters) {
      const chart = new ClusterChart(new ManifestApp({ outdir: folder }), spec.name, { spec });
      const text = readFileSync(join(folder, "dist", `${spec.name}.k8s.yaml`), "utf8");
      expect([spec.name, text]).toEqual([spec.name, Yaml.stringify(...chart.toJson())]);
    }
  });

  test("has the manifests of its name, and their judgement, where only the name is another; also a name that YAML reads as none", async () => {
    const names = [
      "payments-1",
      "payments-2",
      "a",
      "q",
      "zyx",
      "a".repeat(40),
      "true",
      "no",
      "123",
      "1e5",
      "0x1f",
      "2026-11-23",
    ];
    const clusters = names.map((name) => parsed({ ...payments, name }));
    const { clusters: written } = await synthesizeFleet(clusters, { folder, workers: 1 });
    for (const [index, spec] of clusters.entries()) {
      const app = new ManifestApp({ outdir: folder });
      new ClusterChart(app, spec.name, { spec });
      const text = readFileSync(join(folder, "dist", `${spec.name}.k8s.yaml`), "utf8");
      expect([spec.name, text === app.synthYaml()]).toEqual([spec.name, true]);
      const plain = judgementOf(app);
      const { documents, holders, openings } = written[index]?.judgement ?? mergeJudgements([]);
      expect(documents).toContain(plain?.documents[0]);
      expect(holders).toEqual(expect.arrayContaining([...(plain?.holders ?? ["nobody was judged"])]));
      expect(openings).toEqual(expect.arrayContaining([...(plain?.openings ?? [])]));
    }
  });

  testWhereProving("is the same from several processes as from one", async () => {
    const script = `
      const { synthesizeFleet } = require("./lib/fleet/index.ts");
      const { payments, plant, store } = require("./apps/fleet/clusters.ts");
      const clusters = [...[1, 2, 3, 4, 5, 6, 7].map((n) => ({ ...store, name: "store-" + n })), payments, plant, store];
      synthesizeFleet(clusters, { folder: ${JSON.stringify(folder)}, workers: 2 }).then((fleet) =>
        console.log(fleet.clusters.map(({ name }) => name).join(" ")));`;
    const hook = join(ROOT, "scripts", "from-source.cjs");
    const names = execFileSync(process.execPath, ["--require", hook, "--eval", script], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(names.trim().split(" ")).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((n) => `store-${n}`),
      ...["payments-prod", "plant-berlin", "store-lyon"],
    ]);
    const byWorkers = filesBelow(folder);
    const alone = mkdtempSync(join(tmpdir(), "portcullis-alone-"));
    try {
      await synthesizeFleet(CLUSTERS, { folder: alone, workers: 1 });
      for (const [path, text] of filesBelow(alone)) {
        if (!path.endsWith("manifest.json")) expect([path, byWorkers.get(path)]).toEqual([path, text]);
      }
    } finally {
      rmSync(alone, { recursive: true, force: true });
    }
  });

  test("keeps the state of every stack where it is told to", async () => {
    const backend = { kind: "s3", bucket: "states", region: "eu-central-1" } as const;
    await synthesizeFleet([payments], { folder, backend });
    const app = new App({ outdir: join(folder, "plain") });
    new CloudClusterStack(app, payments.name, {
      spec: payments,
      backend: s3Backend({ bucket: "states", region: "eu-central-1" }),
    });
    app.synth();
    const text = (outdir: string) => readFileSync(join(folder, outdir, "stacks", payments.name, "cdk.tf.json"), "utf8");
    expect(text("cdktf.out")).toBe(text("plain"));
  });

  test("tells of every cluster as it is done", async () => {
    const told: string[] = [];
    await synthesizeFleet([store, plant], {
      folder,
      onCluster: ({ name }, { done, total }) => told.push(`${name} ${done}/${total}`),
    });
    expect(told).toEqual(["store-lyon 1/2", "plant-berlin 2/2"]);
  });
});

describe("a fleet that is synthesized again", () => {
  const modified = (path: string) => statSync(join(folder, path)).mtimeMs;

  test("leaves clusters alone of which nothing has changed, and writes the one that has", async () => {
    await synthesizeFleet([plant, store], { folder });
    const before = [modified(STACK), modified(MANIFESTS)];
    const other = { ...plant, breakGlass: { ...plant.breakGlass, people: ["alice", "carol"] } };
    const { clusters } = await synthesizeFleet([other, store], { folder });
    expect(outcomes(clusters)).toEqual(["plant-berlin written", "store-lyon unchanged"]);
    expect([modified(STACK), modified(MANIFESTS)]).toEqual(before);
    expect(clusters[1]?.judgement.documents).toEqual(["stacks/store-lyon/cdk.tf.json", "store-lyon (manifests)"]);
    expect(readFileSync(join(folder, "cdktf.out", "stacks", "plant-berlin", "cdk.tf.json"), "utf8")).toContain("carol");
  });

  test("judges a cluster again where its state is kept elsewhere", async () => {
    await synthesizeFleet([store], { folder });
    const backend = { kind: "s3", bucket: "states", region: "eu-central-1" } as const;
    expect(outcomes((await synthesizeFleet([store], { folder, backend })).clusters)).toEqual(["store-lyon written"]);
  });

  test.each([STACK, MANIFESTS])("puts %s right where somebody changed it", async (path) => {
    await synthesizeFleet([plant, store], { folder });
    const judged = readFileSync(join(folder, path), "utf8");
    writeFileSync(join(folder, path), judged.replace("192.168.7.10", "0.0.0.0").replace("Deny", "Allow"));
    const { clusters } = await synthesizeFleet([plant, store], { folder });
    expect(outcomes(clusters)).toEqual(["plant-berlin unchanged", "store-lyon written"]);
    expect(readFileSync(join(folder, path), "utf8")).toBe(judged);
  });

  test("does not believe a memory that somebody made fit the file that he changed", async () => {
    await synthesizeFleet([plant, store], { folder });
    const [judged, memory] = [readFileSync(join(folder, STACK), "utf8"), join(folder, ".portcullis", "fleet.json")];
    const changed = judged.replaceAll("192.168.7.10", "192.168.7.11");
    expect(changed).not.toBe(judged);
    writeFileSync(join(folder, STACK), changed);
    const { createHash } = jest.requireActual<typeof import("node:crypto")>("node:crypto");
    const digest = (text: string) => createHash("sha256").update(text).digest("hex");
    const before = readFileSync(memory, "utf8");
    writeFileSync(memory, before.replace(digest(judged), digest(changed)));
    expect(readFileSync(memory, "utf8")).not.toBe(before);
    const { clusters } = await synthesizeFleet([plant, store], { folder });
    expect(outcomes(clusters)).toEqual(["plant-berlin written", "store-lyon written"]);
    expect(readFileSync(join(folder, STACK), "utf8")).toBe(judged);
  });

  test("does not believe what another user or another machine remembers", async () => {
    await synthesizeFleet([store], { folder });
    rmSync(join(state, "portcullis"), { recursive: true });
    expect(outcomes((await synthesizeFleet([store], { folder })).clusters)).toEqual(["store-lyon written"]);
  });

  test("refuses a file that has come beside a stack of which nothing has changed", async () => {
    await synthesizeFleet([plant, store], { folder });
    const before = filesBelow(folder);
    const added = join(folder, "cdktf.out", "stacks", "store-lyon", "open.tf");
    writeFileSync(added, 'resource "terraform_data" "open" {}\n');
    await expect(synthesizeFleet([plant, store], { folder })).rejects.toThrow(Refusal);
    rmSync(added);
    expect(filesBelow(folder)).toEqual(before);
  });

  test("takes away what an interrupted run has left", async () => {
    mkdirSync(join(folder, ".portcullis.staging", "x"), { recursive: true });
    await synthesizeFleet([store], { folder });
    expect(readdirSync(folder).sort()).toEqual([".portcullis", "cdktf.out", "dist"]);
    expect(readdirSync(join(folder, ".portcullis"))).toEqual(["fleet.json"]);
  });
});

describe("what is wrong in a fleet", () => {
  const open = {
    ...store,
    name: "store-open",
    apiServer: { reachableFrom: [{ cidr: "0.0.0.0/0", why: "everybody" }] },
  };

  test("is refused with the place of every issue, and the old output stays as it is", async () => {
    await synthesizeFleet([store, plant], { folder });
    const before = filesBelow(folder);
    const changed = { ...store, breakGlass: { ...store.breakGlass, people: ["dora"] } };
    const error = await synthesizeFleet([changed, open, { ...plant, baseline: 7 }], { folder }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(InvalidCluster);
    expect((error as InvalidCluster).issues.map(({ path }) => path)).toEqual([
      "clusters[1].apiServer.reachableFrom[0].cidr",
      "clusters[2].baseline",
    ]);
    expect(filesBelow(folder)).toEqual(before);
    expect(readdirSync(join(folder, ".portcullis"))).toEqual(["fleet.json"]);
  });

  test("refuses a name that leads out of the folder, before anything is made by it", async () => {
    const error = await synthesizeFleet([store, { ...plant, name: "../../x" }], { folder }).catch((thrown) => thrown);
    expect((error as InvalidCluster).issues.map(({ path }) => path)).toEqual(["clusters[1].name"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("refuses to write beside another run", async () => {
    writeFileSync(join(folder, ".portcullis.lock"), `${process.pid} ${hostname()}\n`);
    await expect(synthesizeFleet([store], { folder })).rejects.toThrow(OutputProblem);
    await expect(synthesizeFleet([store], { folder })).rejects.toThrow(/another run is writing here.*\n {2}fix/);
  });

  test("refuses two clusters of one name", async () => {
    await expect(synthesizeFleet([store, { ...plant, name: store.name }], { folder })).rejects.toThrow(
      /clusters\[1\]\.name/,
    );
    expect(filesBelow(folder)).toEqual(new Map());
  });

  test("refuses a description that computes its values", async () => {
    const computed = Object.defineProperty({ ...store }, "name", { get: () => "store-x", enumerable: true });
    await expect(synthesizeFleet([computed], { folder })).rejects.toThrow(/getter/);
  });

  test.each([0, 1.5, 65, Number.NaN])("refuses %d workers", async (workers) => {
    await expect(synthesizeFleet([store], { folder, workers })).rejects.toThrow(InvalidInput);
  });
});
