import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App as Charts } from "cdk8s";
import { App } from "cdktf";
import { ClusterChart } from "portcullis/kubernetes";
import { CloudClusterStack, localBackend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EdgeClusterStack } from "portcullis/profiles/edge";
import { payments, plant, store } from "../../apps/fleet/clusters";

const ROOT = join(__dirname, "..", "..");
/** The recipe, as it stands in the documentation. */
const RECIPE = /```json\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "docs", "cdktn.md"), "utf8"))?.[1] ?? "";

const PROGRAM = `
const { App } = require("cdktf");
const { App: Charts } = require("cdk8s");
const { defineCluster, runProgram } = require("portcullis");
const { ClusterChart } = require("portcullis/kubernetes");
const { CloudClusterStack, localBackend } = require("portcullis/profiles/cloud");
const { DataCenterClusterStack } = require("portcullis/profiles/data-center");
const { EdgeClusterStack } = require("portcullis/profiles/edge");
const [out, change] = process.argv.slice(2);
void runProgram(() => {
  const [payments, plant, store] = require("./clusters.json").map((one) => defineCluster(one));
  const app = new App({ outdir: out });
  const cloud = new CloudClusterStack(app, payments.name, { spec: payments, backend: localBackend() });
  new DataCenterClusterStack(app, plant.name, { spec: plant });
  new EdgeClusterStack(app, store.name, { spec: store });
  if (change === "opened") cloud.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
  app.synth();
  const charts = new Charts({ outdir: out + "/dist" });
  new ClusterChart(charts, payments.name, { spec: payments });
  charts.synth();
  console.log(require("cdktf/package.json").name, require("@cdktf/provider-aws/package.json").name);
});
`;

let folder: string;
let project: string;

function run(cwd: string, program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", timeout: 240_000 });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** The compiled package in a project whose cdktf is cdktn. npm resolves the peers, so that ranges which forbid it fail here. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-cdktn-"));
  const packed = join(folder, "packed");
  mkdirSync(packed);
  const tsc = join(ROOT, "node_modules", "typescript-native", "bin", "tsc");
  const build = ["--outDir", join(packed, "build"), "--tsBuildInfoFile", join(folder, "tsbuildinfo")];
  run(ROOT, process.execPath, [tsc, "-p", "tsconfig.build.json", ...build]);
  for (const file of ["package.json", "LICENSE"]) copyFileSync(join(ROOT, file), join(packed, file));
  const tarball = run(packed, "npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder]).trim();

  project = join(folder, "project");
  mkdirSync(project);
  const recipe = JSON.parse(RECIPE) as { readonly dependencies: object };
  const dependencies = { ...recipe.dependencies, portcullis: `file:${join(folder, tarball)}` };
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, dependencies }));
  run(project, "npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]);
  writeFileSync(join(project, "clusters.json"), JSON.stringify([payments, plant, store]));
  writeFileSync(join(project, "program.cjs"), PROGRAM);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every leaf of a document by its path. */
function leaves(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}

describe("cdktn in the place of cdktf", () => {
  test("writes the same, but for the values that name framework and provider", () => {
    const out = join(folder, "out");
    expect(run(project, process.execPath, ["program.cjs", out]).trim()).toBe("cdktn @cdktn/provider-aws");

    const own = join(folder, "own");
    const app = new App({ outdir: own });
    new CloudClusterStack(app, payments.name, { spec: payments, backend: localBackend() });
    new DataCenterClusterStack(app, plant.name, { spec: plant });
    new EdgeClusterStack(app, store.name, { spec: store });
    app.synth();
    const different = [payments, plant, store].flatMap(({ name }) => {
      const read = (from: string) =>
        leaves(JSON.parse(readFileSync(join(from, "stacks", name, "cdk.tf.json"), "utf8")));
      const [theirs, ours] = [new Map(read(out)), new Map(read(own))];
      const paths = [...new Set([...theirs.keys(), ...ours.keys()])];
      return paths
        .filter((path) => theirs.get(path) !== ours.get(path))
        .map((path) => `${name} ${path}: ${ours.get(path)} → ${theirs.get(path)}`);
    });
    expect(different).toEqual([
      "payments-prod //.metadata.version: 0.21.0 → 0.24.0",
      "payments-prod terraform.required_providers.aws.source: aws → hashicorp/aws",
      "payments-prod terraform.required_providers.aws.version: 6.25.0 → 6.66.0",
      "plant-berlin //.metadata.version: 0.21.0 → 0.24.0",
      "store-lyon //.metadata.version: 0.21.0 → 0.24.0",
    ]);

    const charts = new Charts({ outdir: join(own, "dist") });
    new ClusterChart(charts, payments.name, { spec: payments });
    charts.synth();
    const manifests = (from: string) => readFileSync(join(from, "dist", `${payments.name}.k8s.yaml`), "utf8");
    expect(manifests(out)).toBe(manifests(own));
  });

  test("refuses what it refuses with cdktf, and writes nothing", () => {
    const out = join(folder, "refused");
    const { status, stderr } = spawnSync(process.execPath, ["program.cjs", out, "opened"], {
      cwd: project,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining("[private-endpoint]")]);
    expect(existsSync(join(out, "stacks", payments.name, "cdk.tf.json"))).toBe(false);
  });
});
