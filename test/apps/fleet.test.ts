import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import cdktfJson from "../../cdktf.json";
import { runRbac } from "../../lib/cli/rbac/run-rbac";
import { testWhereProving } from "../proving";

const ROOT = join(__dirname, "..", "..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-fleet-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line of the project as the frameworks' CLIs do, with the output in the test's own folder. */
function run(command: string): string {
  const [program = "", ...args] = command.split(" ");
  const env = { ...process.env, CDKTF_OUTDIR: join(folder, "cdktf.out"), CDK8S_OUTDIR: join(folder, "dist") };
  return execFileSync(program, args, { cwd: ROOT, env, encoding: "utf8", stdio: "pipe" });
}

const stacks = () => readdirSync(join(folder, "cdktf.out", "stacks")).sort();
const charts = () => readdirSync(join(folder, "dist")).sort();

let summary: string;
beforeAll(() => {
  summary = run(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts.start);
}, 60_000);

describe("npm start", () => {
  test("writes both halves and says what each cluster opens, to whom and why", () => {
    expect(stacks()).toEqual(["payments-prod", "plant-berlin", "store-lyon"]);
    expect(charts()).toHaveLength(3);
    for (const text of [
      "10.8.0.0/16",
      "corporate VPN",
      "10.41.0.0/16",
      "plant office network",
      "10.9.0.0/24",
      "operations tunnel",
      "tcp 443",
      "tcp 6443",
      "Findings: none",
    ]) {
      expect(summary).toContain(text);
    }
  });

  test("writes no path of the machine", () => {
    const files = written();
    expect(files.size).toBeGreaterThan(6);
    const text = [...files.values()].join("\n");
    expect(text).not.toContain(ROOT);
    expect(text).not.toContain(folder);
  });
});

test("the fleet's roles and bindings lead nobody to cluster admin, by wildcards, pods, unknown roles or names of nobody's method", () => {
  for (const chart of charts()) {
    const { findings, problems } = JSON.parse(runRbac([join(folder, "dist", chart), "--json"]).stdout);
    expect(problems).toEqual([]);
    // Single rights that lead to no others are the personas' own affair, which the guard-rails judge.
    const leading = findings.filter((one: { id: string }) => one.id !== "dangerous-right");
    // Who asks kubelets runs commands in pods: that is the API server's own group, and nobody's beside it.
    expect([...new Set(leading.map((one: { of: string }) => one.of))].sort()).toEqual(
      chart.startsWith("plant-")
        ? ["ClusterRoleBinding portcullis:kubelet-client", "group portcullis:kubelet-client"]
        : [],
    );
  }
});

testWhereProving("cdktf.json and cdk8s.yaml drive the fleet from source, one half each, by the same bytes", () => {
  const before = written();
  for (const name of ["cdktf.out", "dist"]) rmSync(join(folder, name), { recursive: true });
  run(cdktfJson.app);
  expect(stacks()).toEqual(["payments-prod", "plant-berlin", "store-lyon"]);
  expect(
    Object.keys(JSON.parse(readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8")).stacks).sort(),
  ).toEqual(stacks());
  expect(existsSync(join(folder, "dist"))).toBe(false);
  run(parse(readFileSync(join(ROOT, "cdk8s.yaml"), "utf8")).app);
  expect(charts()).toEqual(["payments-prod.k8s.yaml", "plant-berlin.k8s.yaml", "store-lyon.k8s.yaml"]);
  for (const chart of charts()) {
    const kinds = parseAllDocuments(readFileSync(join(folder, "dist", chart), "utf8")).map((document) =>
      document.get("kind"),
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        "Namespace",
        "ResourceQuota",
        "LimitRange",
        "NetworkPolicy",
        "ValidatingAdmissionPolicy",
      ]),
    );
  }
  expect(written()).toEqual(before);
});

function written(): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.sort().map((file) => [file, readFileSync(file, "utf8")]));
}
