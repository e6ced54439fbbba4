import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { compareAddresses } from "../../lib/cli/diff/addresses";
import type { ClusterChange } from "../../lib/cli/diff/compare";
import { runDiff as diffIn } from "../../lib/cli/diff/run-diff";
import { runSynth } from "../../lib/cli/synth/run-synth";
import type { WrittenDocument } from "../../lib/guardrails/document";
import { paymentsInput, plantInput } from "../example-clusters";

let folder: string;
const runDiff = (args: readonly string[]) => diffIn(args, around);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-diff-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fleet(name: string, ...clusters: readonly object[]): string {
  writeFileSync(
    join(folder, name),
    stringify({ state: { kind: "local" }, clusters }, { aliasDuplicateObjects: false }),
  );
  return join(folder, name);
}

async function changes(old: string, next: string): Promise<readonly ClusterChange[]> {
  const { stdout, exitCode } = await runDiff([old, next, "--json"]);
  const report = JSON.parse(stdout);
  expect(report.exitCode).toBe(exitCode);
  return report.clusters;
}

const around = {
  today: "2026-11-23",
  now: () => 0,
  tell: () => undefined,
  isTerminal: false,
  stopped: () => undefined,
};

test("two files that say the same differ in nothing, and so does what one has written", async () => {
  const path = fleet("a.yaml", plantInput());
  await runSynth([path, "--out", join(folder, "out")], around);
  for (const other of [fleet("b.yaml", plantInput()), join(folder, "out"), join(folder, "out", "cdktf.out", "..")])
    expect(await runDiff([path, other])).toEqual({
      stdout: "No difference.\n1 cluster without a difference.\n",
      stderr: "",
      exitCode: 0,
    });
  // The frameworks are loaded here.
}, 30_000);

test("says who is let in, what opens, which way each field goes, and what is deep in user data", async () => {
  const old = { ...plantInput(), logs: { retentionDays: 500 } };
  const [grant, ...others] = plantInput().access;
  const next = {
    ...plantInput(),
    logs: { retentionDays: 400 },
    apiServer: { reachableFrom: [{ cidr: "10.8.0.0/24", why: "corporate VPN" }] },
    access: [...others, { ...grant, persona: "developer" }],
  };
  const [change] = await changes(fleet("a.yaml", old), fleet("b.yaml", next));
  expect(change).toMatchObject({ name: "plant-berlin", change: "changed", findings: { added: [], removed: [] } });
  expect(change?.fields).toEqual([
    expect.objectContaining({
      field: "apiServer.reachableFrom",
      posture: "tighter",
      next: '[{"cidr":"10.8.0.0/24","why":"corporate VPN"}]',
    }),
    expect.objectContaining({ field: "access", posture: "unknown" }),
    { field: "logs.retentionDays", posture: "looser", old: "500", next: "400" },
  ]);
  expect(change?.openings.added).toContainEqual(["tcp 6443", "10.8.0.0/24", "host firewall", expect.any(String)]);
  expect(change?.openings.removed.map(([, from]) => from)).toEqual(
    expect.arrayContaining(["10.8.0.0/16", "10.42.0.0/16"]),
  );
  expect(change?.holders).toMatchObject({
    added: [["oidc:plant-operators", expect.any(String), "developer", "namespace telemetry"]],
  });
  expect(change?.settings).toContainEqual(
    expect.objectContaining({ setting: "flags.audit-log-maxage", old: "500", next: "400" }),
  );
  expect(change?.addresses).toEqual([expect.objectContaining({ change: "changed", of: ["input"] })]);
  expect(change?.objects).toContainEqual({ object: "ClusterRole portcullis:developer", change: "added" });
});

test("says in words which addresses are added, removed and replaced on Amazon EKS", async () => {
  const input = paymentsInput();
  const nodes = [{ name: "general", instanceTypes: ["m7g.large"], min: 2, max: 6, os: "bottlerocket", diskGiB: 80 }];
  const network = { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1c"] };
  const old = fleet("a.yaml", { ...input, profile: { ...input.profile, nodes } });
  const next = fleet("b.yaml", { ...input, profile: { ...input.profile, network, nodes } });
  const { stdout, stderr, exitCode } = await runDiff([old, next]);
  expect([stderr, exitCode]).toEqual(["", 1]);
  expect(stdout).toMatch(/address added +aws_subnet\.cluster_network_subnet-eu-central-1c_/);
  expect(stdout).toMatch(/address removed +aws_subnet\.cluster_network_subnet-eu-central-1b_/);
  expect(stdout).toMatch(/address replaced +aws_eks_node_group\.\S+, by\s+subnet_ids/);
  expect(stdout).toContain("1 cluster with differences; addresses: 2 added, 2 removed, 1 replaced, 0 moved,");
  for (const line of stdout.split("\n")) expect(line).not.toMatch(/\p{Cc}/u);
});

test("says of clusters that come and go that they do", async () => {
  const old = fleet("a.yaml", plantInput());
  const next = fleet("b.yaml", { ...plantInput(), name: "other" });
  expect((await changes(old, next)).map(({ name, change }) => [name, change])).toEqual([
    ["other", "added"],
    ["plant-berlin", "removed"],
  ]);
});

test("finds what somebody changed by hand in an output folder", async () => {
  const path = fleet("a.yaml", paymentsInput());
  const out = join(folder, "out");
  await runSynth([path, "--out", out], around);
  const stack = join(out, "cdktf.out/stacks/payments-prod/cdk.tf.json");
  writeFileSync(
    stack,
    readFileSync(stack, "utf8").replace('"endpoint_public_access": false', '"endpoint_public_access": true'),
  );
  const [change] = await changes(path, out);
  expect(change?.findings.added).toEqual([
    ["private-endpoint", expect.stringContaining("endpoint_public_access"), expect.any(String)],
  ]);
  expect(change?.settings).toContainEqual(
    expect.objectContaining({ setting: "publicEndpoint", old: "false", next: "true" }),
  );
});

test("compares with the same edition without a difference, over what a file says and over its defaults", async () => {
  const { baseline: _, name, ...defaults } = plantInput();
  const path = join(folder, "d.yaml");
  writeFileSync(path, stringify({ defaults: { ...defaults, baseline: 1 }, clusters: [{ name }] }));
  expect((await runDiff([path, "--baseline", "1"])).exitCode).toBe(0);
});

test("ends for a signal, and leaves no temporary folder", async () => {
  const path = fleet("a.yaml", plantInput());
  const left = () => readdirSync(tmpdir()).filter((name) => /^portcullis-diff-(?!test)/.test(name));
  const before = left();
  expect(await diffIn([path, path], { stopped: () => "SIGINT" })).toEqual({
    stdout: "",
    stderr: "Stopped.\n",
    exitCode: 130,
  });
  expect(left()).toEqual(before);
});

describe("refuses with exit code 2", () => {
  test.each<readonly [string, () => readonly string[], string]>([
    [
      "a file that is not there",
      () => [fleet("a.yaml", plantInput()), join(folder, "none.yaml")],
      "there is no such file",
    ],
    [
      "a description that cannot be used",
      () => [fleet("a.yaml", plantInput()), fleet("b.yaml", {})],
      "clusters[0].name  [missing]",
    ],
    [
      "a folder without output",
      () => [folder, fleet("a.yaml", plantInput())],
      "there is neither cdktf.out/stacks nor dist",
    ],
    ["a folder in another edition", () => [folder, "--baseline", "1"], "--baseline wants a fleet file"],
    [
      "a half-written stack",
      () => {
        mkdirSync(join(folder, "cdktf.out/stacks/a"), { recursive: true });
        writeFileSync(join(folder, "cdktf.out/stacks/a/cdk.tf.json"), '{ "resource": ');
        return [folder, fleet("a.yaml", plantInput())];
      },
      "cdk.tf.json:1:",
    ],
  ])("%s", async (_, args, words) => {
    const { stdout, stderr, exitCode } = await runDiff(args());
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toContain(words);
    expect(JSON.parse((await runDiff([...args(), "--json"])).stdout)).toMatchObject({
      exitCode: 2,
      trouble: expect.stringContaining(words),
    });
  });
});

describe("addresses", () => {
  const stack = (content: object): readonly WrittenDocument[] => [
    { kind: "terraform", name: "a", content, neighbours: [] },
  ];
  const vpc = (name: string, cidr_block: string, more: object = {}) => ({
    resource: { aws_vpc: { [name]: { cidr_block, "//": { metadata: { uniqueId: name } } } } },
    ...more,
  });

  test("that a moved block names are moved, and compared where they have gone", () => {
    const moved = [{ from: "aws_vpc.a", to: "aws_vpc.b" }];
    expect(compareAddresses(stack(vpc("a", "10.0.0.0/16")), stack(vpc("b", "10.0.0.0/16", { moved })))).toEqual([
      { address: "aws_vpc.a", change: "moved", of: ["aws_vpc.b"] },
    ]);
    expect(compareAddresses(stack(vpc("a", "10.0.0.0/16")), stack(vpc("b", "10.1.0.0/16", { moved })))).toContainEqual({
      address: "aws_vpc.b",
      change: "replaced",
      of: ["cidr_block"],
    });
  });

  test("without a moved block are removed and added", () => {
    expect(compareAddresses(stack(vpc("a", "x")), stack(vpc("b", "x"))).map(({ change }) => change)).toEqual([
      "removed",
      "added",
    ]);
  });

  test.each([[null], ["x"], [[]], [{ resource: [] }], [{ resource: { aws_vpc: "x" } }], [{ moved: [1, {}] }]])(
    "are none in %j",
    (content) => {
      expect(compareAddresses(stack(content as object), stack(content as object))).toEqual([]);
    },
  );
});
