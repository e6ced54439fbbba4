import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineFleet, parseFleet } from "portcullis";
import { stringify } from "yaml";
import { formatLocatedIssue, type LocatedIssue } from "../../lib/fleet-file/located-issue";
import { type FleetCluster, readFleet } from "../../lib/fleet-file/read-fleet";
import { payments, plant, store } from "../../apps/fleet/clusters";
import { paymentsInput, plantInput } from "../example-clusters";

function issuesOf(...texts: readonly string[]): readonly LocatedIssue[] {
  const read = readFleet(texts.map((text, index) => ({ name: texts.length === 1 ? "f" : `f${index}`, text })));
  return read.ok ? [] : read.issues;
}

function clustersOf(text: string): readonly FleetCluster[] {
  const read = readFleet([{ name: "f", text }]);
  if (!read.ok) throw new Error(read.issues.map(formatLocatedIssue).join("\n"));
  return read.clusters;
}

const brief = (issues: readonly LocatedIssue[]) =>
  issues.map(({ file, line, column, code, path }) => `${file}:${line}:${column} ${code} ${path}`);

const plantFile = (changes: object = {}, defaults?: object) =>
  stringify({ ...(defaults && { defaults }), clusters: [{ ...plantInput(), ...changes }] });

describe("the example fleet in YAML", () => {
  const text = readFileSync(join(__dirname, "../../apps/fleet/clusters.yaml"), "utf8");

  test("is the fleet in TypeScript", () => {
    expect(JSON.parse(JSON.stringify(clustersOf(text).map(({ spec }) => spec)))).toEqual(
      JSON.parse(JSON.stringify([payments, plant, store])),
    );
  });

  test("is frozen, and keeps its state where the file says", () => {
    const [first] = clustersOf(text);
    expect(Object.isFrozen(first?.spec)).toBe(true);
    expect(first?.state).toEqual({ kind: "local" });
  });
});

describe("the issues of a file", () => {
  const broken: readonly (readonly [string, readonly unknown[]])[] = [
    [
      "a range open to the world",
      [{ ...plantInput(), apiServer: { reachableFrom: [{ cidr: "0.0.0.0/0", why: "all" }] } }],
    ],
    ["an unknown key", [{ ...plantInput(), tenant: [] }]],
    ["a version that is a number", [{ ...plantInput(), kubernetesVersion: 1.35 }]],
    ["one way in", [{ ...paymentsInput(), authentication: { methods: [{ method: "aws-iam" }] } }]],
    ["an empty description", [{}]],
    ["no description", ["payments", null, 7]],
    ["one name twice", [plantInput(), plantInput()]],
    ["a token", [{ ...plantInput(), name: "$" + "{var.name}" }]],
    ["a text without end", [{ ...plantInput(), name: "x".repeat(3000) }]],
    ["a list of a thousand and one", [{ ...plantInput(), tenants: Array.from({ length: 1001 }, () => "x") }]],
  ];
  test.each(broken)("are those of TypeScript: %s", (_, clusters) => {
    const typed = parseFleet(clusters);
    const expected = typed.ok ? [] : typed.issues;
    expect(expected).not.toEqual([]);
    for (const text of [
      stringify({ state: { kind: "local" }, clusters }, { aliasDuplicateObjects: false }),
      JSON.stringify({ state: { kind: "local" }, clusters }, undefined, 2),
    ]) {
      const found = issuesOf(text);
      const bare = found.map(({ file: _file, line: _line, column: _column, ...issue }) => JSON.stringify(issue));
      expect(bare.sort()).toEqual(expected.map((issue) => JSON.stringify(issue)).sort());
      for (const { line, column } of found) expect([line >= 1, column >= 1]).toEqual([true, true]);
    }
  });

  test("stand at the value, at the key that is unknown, at what lacks something", () => {
    const text = [
      "clusters:",
      "  - name: plant",
      "    profil: x",
      "    kubernetesVersion: 1.35",
      "    apiServer:",
      "      reachableFrom:",
      "        - { cidr: 10.0.0.1/8, why: office }",
      "    logs: {}",
    ].join("\n");
    const found = brief(issuesOf(text));
    expect(found).toContain("f:3:5 unknown-key clusters[0].profil");
    expect(found).toContain("f:4:24 wrong-type clusters[0].kubernetesVersion");
    expect(found).toContain("f:7:19 malformed clusters[0].apiServer.reachableFrom[0].cidr");
    expect(found).toContain("f:2:5 missing clusters[0].access");
  });

  test("stand at the anchor where an alias took the value", () => {
    const text =
      "x: &all [{ cidr: 0.0.0.0/0, why: everybody }]\nclusters:\n  - { name: a, apiServer: { reachableFrom: *all } }\n";
    expect(brief(issuesOf(text))).toContain("f:1:18 open-range clusters[0].apiServer.reachableFrom[0].cidr");
  });

  test("begin as compilers' do, so that editors lead there", () => {
    const [first] = issuesOf("clusters: 1");
    expect(first && formatLocatedIssue(first)).toMatch(/^f:1:11: clusters {2}\[wrong-type\]\n {2}got {7}1\n/);
  });

  test("come in the order of the files, and name the other file of a name", () => {
    const found = issuesOf(plantFile(), plantFile({ name: "other" }), plantFile());
    expect(brief(found)).toEqual(["f2:2:11 duplicate clusters[0].name"]);
    expect(found[0]?.fix).toContain("clusters[0].name of f0");
  });
});

describe("refuses a text", () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [above, name] of ["ab", "bc", "cd", "de", "ef", "fg"].map((pair) => [...pair] as [string, string]))
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${above}`).join(", ")}]`);
  test.each<readonly [string, string, string, string]>([
    ["with a key twice", "clusters: []\nclusters: []\n", "f:2:1 malformed ", "keep one of the two"],
    ["with a key twice in JSON", '{ "clusters": [],\n  "clusters": [] }', "f:2:3 malformed ", "keep one of the two"],
    [
      "with a key twice deep inside",
      "clusters:\n  - name: a\n    name: b\n",
      "f:3:5 malformed ",
      "keep one of the two",
    ],
    ["with tabs", "clusters:\n\t- name: a\n", "f:2:1 malformed ", "indent with spaces"],
    ["of two documents", "clusters: []\n---\nclusters: []\n", "f:2:1 malformed ", "a.yaml b.yaml"],
    ["whose anchors explode", [...bomb, "clusters: [*g]"].join("\n"), "f:1:1 out-of-bounds ", "under defaults"],
    ["of another YAML", "%YAML 1.1\n---\nclusters: []\n", "f:1:1 not-allowed ", "remove the directive"],
    ["with a tag", "clusters: !!python/object:os.system x\n", "f:1:11 malformed ", "mend it"],
    ["with a map for a key", "? { a: 1 }\n: b\n", "f:1:3 malformed ", "write a text"],
    ["with a template in it", "clusters: {{ .Values.clusters }}\n", "f:1:12 malformed ", "write a text"],
    ["without an end", 'clusters: ["a', "f:1:14 malformed ", "mend it"],
    ["without anything in it", "# nothing yet\n", "f:1:1 missing ", "add clusters"],
    ["that is a list", "- name: a\n", "f:1:1 wrong-type ", "write an object"],
    ["without clusters", "defaults: {}\n", "f:1:1 missing clusters", "add it"],
    ["with no cluster", "clusters: []\n", "f:1:11 missing clusters", "add clusters"],
    ["with a key that is misspelt", "cluster: []\n", "f:1:1 unknown-key cluster", "did you mean clusters?"],
    ["with an alias of nothing", "clusters: *a\n", "f:1:1 malformed ", "mend it"],
    ["that takes itself", "clusters: &a\n  - *a\n", "f:2:5 wrong-type clusters[0]", "write an object"],
    [
      "with a prototype in it",
      "clusters:\n  - __proto__: { name: a }\n",
      "f:2:5 unknown-key clusters[0].__proto__",
      "remove it",
    ],
  ])("%s", (_, text, where, fix) => {
    const found = issuesOf(text);
    expect(brief(found)).toContain(where);
    expect(found.map((issue) => issue.fix).join("\n")).toContain(fix);
  });

  test.each([
    ["deep nesting", "clusters: ".padEnd(200_000, "[")],
    ["noughts", "\0\0\0"],
    ["half of a pair", "clusters: ['\ud800']"],
    ["many mistakes", "a: [\n".repeat(500)],
  ])("of %s, and throws nothing", (_, text) => {
    const found = issuesOf(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(50);
  });
});

describe("state", () => {
  const withState = (state: unknown, cluster: object = paymentsInput()) =>
    stringify({ ...(state !== undefined && { state }), clusters: [cluster] });

  test("is kept in a bucket, or beside the output where the file says so", () => {
    const s3 = { kind: "s3", bucket: "example-terraform-state", region: "eu-central-1" };
    expect(clustersOf(withState(s3))[0]?.state).toEqual(s3);
    expect(clustersOf(withState(undefined, plantInput()))[0]?.state).toEqual({ kind: "local" });
  });

  test.each<readonly [string, unknown, string]>([
    ["no place for a cloud cluster", undefined, "missing state"],
    ["a place that is none", { kind: "disk" }, "not-allowed state.kind"],
    ["a bucket that is a URL", { kind: "s3", bucket: "s3://x", region: "eu-central-1" }, "malformed state.bucket"],
    ["an expression", { kind: "s3", bucket: "$" + "{var.b}", region: "eu-central-1" }, "token state.bucket"],
    ["a key of another kind", { kind: "local", bucket: "some-bucket" }, "unknown-key state.bucket"],
  ])("refuses %s", (_, state, issue) => {
    expect(brief(issuesOf(withState(state))).map((line) => line.replace(/^\S+ /, ""))).toContain(issue);
  });
});

describe("defaults", () => {
  test("fill in what a cluster leaves out, key by key", () => {
    const { authentication, kubernetesVersion, baseline, ...own } = plantInput();
    const defaults = { authentication, kubernetesVersion, baseline, logs: { retentionDays: 500 } };
    const [first] = clustersOf(stringify({ defaults, clusters: [{ ...own, logs: {} }] }));
    expect(first?.spec).toEqual(defineFleet({ ...plantInput(), logs: { retentionDays: 500 } })[0]);
  });

  test("are wrong where they stand, once, however many clusters take them", () => {
    const { apiServer: _, ...own } = plantInput();
    const defaults = { apiServer: { reachableFrom: [{ cidr: "0.0.0.0/0", why: "all of it" }] } };
    const found = issuesOf(stringify({ defaults, clusters: [own, { ...own, name: "other" }] }));
    expect(brief(found)).toEqual(["f:4:15 open-range defaults.apiServer.reachableFrom[0].cidr"]);
  });

  test("say where a cluster lacks what they lack too", () => {
    const { profile: _, ...own } = plantInput();
    const found = issuesOf(stringify({ defaults: { profile: { kind: "cloud" } }, clusters: [own] }));
    expect(brief(found)).toContain("f:5:5 missing clusters[0].profile.region");
  });

  test("refuse a cluster that loosens one, at its own line", () => {
    const text = plantFile({ logs: { retentionDays: 400 } }, { logs: { retentionDays: 500 } });
    const [issue, ...others] = issuesOf(text);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: "looser", path: "clusters[0].logs.retentionDays", got: "400" });
    expect(text.split("\n")[(issue?.line ?? 0) - 1]).toContain("retentionDays: 400");
  });

  test("say nothing of how a value compares that is wrong by itself", () => {
    const found = issuesOf(plantFile({ logs: { retentionDays: 1 } }, { logs: { retentionDays: 500 } }));
    expect(found.map(({ code }) => code)).toEqual(["out-of-bounds"]);
  });

  test.each<readonly [string, unknown, string]>([
    ["a name", { name: "x" }, "not-allowed defaults.name"],
    ["a list", ["x"], "wrong-type defaults"],
    ["an unknown key", { tenant: [] }, "unknown-key defaults.tenant"],
    ["a text without end", { personas: "x".repeat(3000) }, "out-of-bounds defaults.personas"],
  ])("refuse %s", (_, defaults, issue) => {
    const found = brief(issuesOf(plantFile({}, defaults as object))).map((line) => line.replace(/^\S+ /, ""));
    expect(found).toContain(issue);
  });
});
