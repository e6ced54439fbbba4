import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCheck } from "../../../lib/cli/check/run-check";
import { CLOSED, closedStack, type ResourcesByAddress } from "../../../lib/guardrails/fixtures/closed-stack";
import { planOf, stateOf } from "./plan-of";
import { testWhereProving } from "../../proving";

const ROOT = join(__dirname, "..", "..", "..");
const TODAY = "2026-11-23";
const COMMAND = ["--require", join(ROOT, "scripts", "from-source.cjs"), join(ROOT, "lib", "cli", "portcullis.ts")];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-check-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
}

interface Report {
  readonly exitCode: number;
  readonly asOf: string;
  readonly documents: readonly string[];
  readonly problems: readonly { path: string; line?: number; column?: number; message: string }[];
  readonly findings: readonly {
    rule: string;
    message: string;
    got: string;
    place: { document: string; path: string };
  }[];
  readonly waived: readonly { waiver: { owner: string }; finding: { rule: string } }[];
  readonly allowed: readonly { allowance: { name: string } }[];
  readonly unusedAllowances: readonly { name: string }[];
  readonly passedOver: readonly { path: string }[];
}

function checked(...args: readonly string[]): Report {
  const { stdout, stderr, exitCode } = runCheck([...args, "--json"], TODAY);
  expect(stderr).toBe("");
  const report = JSON.parse(stdout) as Report;
  expect(report.exitCode).toBe(exitCode);
  return report;
}

function rulesIn({ findings }: Report): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))];
}

function stack(changes: ResourcesByAddress = {}): unknown {
  return closedStack(changes).content;
}

const wide = { "aws_vpc_security_group_ingress_rule.vpn": { cidr_ipv4: "0.0.0.0/0" } };
const bareFlowLog = { "aws_flow_log.main": { traffic_type: "REJECT" } };
const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n";
const ruleset = "table inet filter {\n  chain input {\n    type filter hook input priority 0; policy accept;\n  }\n}\n";

describe("a file is what its content says", () => {
  test.each<readonly [string, string, unknown, string]>([
    ["a stack", "notes.txt", stack(wide), "closed-inbound"],
    ["a plan", "cluster.yaml", planOf(wide), "closed-inbound"],
    ["a state", "plan", stateOf(wide), "closed-inbound"],
    ["manifests", "cdk.tf.json.bak", namespace, "hardened-namespace"],
    [
      "manifests in JSON",
      "a",
      { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } }] },
      "hardened-namespace",
    ],
    [
      "several documents",
      "b",
      `# comment\n---\n${namespace}---\n${namespace.replace("team", "other")}`,
      "hardened-namespace",
    ],
    ["kubeadm", "c", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n", "api-server-flags"],
    ["k3s", "d.conf", "tls-san: [edge.example.com]\nsecrets-encryption: false\n", "k3s-store-encrypted"],
    ["k3s in JSON", "e", { "flannel-backend": "vxlan" }, "k3s-closed-network"],
    ["nftables", "f.yaml", ruleset, "closed-inbound"],
    ["cloud-init", "g.json", "#cloud-config\nruncmd: [curl http://example.com]\n", "known-shapes"],
    ["a script", "h", "#!/bin/sh\ncat <<EOF\napiVersion: v1\nkind: Pod\nEOF\n", "known-shapes"],
  ])("%s, whatever it is called", (_, name, content, rule) => {
    const report = checked(write(name, content));
    expect(report.problems).toEqual([]);
    expect(rulesIn(report)).toContain(rule);
    expect(report.exitCode).toBe(1);
  });

  test.each<readonly [string, unknown]>([
    ["prose", "Dear colleague,\nthe cluster is closed.\n"],
    ["other JSON", { hello: "world" }],
    ["a list of numbers", [1, 2, 3]],
    ["other YAML", "hello: world\n"],
    ["a raw state", { version: 4, terraform_version: "1.9.0", serial: 1, lineage: "x", outputs: {}, resources: [] }],
    ["HCL", 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n'],
    [
      "two kinds of things in one file",
      `${namespace}---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n`,
    ],
    ["a number that means two things", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {mode: 0644}\n"],
  ])("refuses %s, which nobody can tell", (_, content) => {
    const report = checked(write("x", content));
    expect(report.findings).toMatchObject([{ rule: "known-shapes" }]);
    expect(report.exitCode).toBe(1);
  });

  test("passes over what holds nothing, and says so", () => {
    const paths = [
      write("empty.yaml", ""),
      write("comment.yaml", "# nothing\n---\n"),
      write(".git/config", "x"),
      write("manifest.json", { version: "0.21.0", stacks: {} }),
    ];
    const report = checked(folder);
    expect(report.passedOver.map(({ path }) => path).sort()).toEqual(
      [...paths.filter((path) => !path.includes(".git")), join(folder, ".git")].sort(),
    );
    write("a.tf.json", stack());
    expect(checked(folder)).toMatchObject({ exitCode: 0, problems: [] });
  });
});

describe("Terraform", () => {
  test.each<readonly [string, unknown]>([
    ["a stack", stack()],
    ["a plan", planOf()],
    ["a plan with everything in a module", planOf({}, { module: "net" })],
    ["a plan over what stands already", planOf({}, { applied: true })],
    ["a state", stateOf()],
  ])("is clean: %s of a closed cluster", (_, content) => {
    const report = checked(write("x.json", content));
    expect({ findings: report.findings, problems: report.problems, exitCode: report.exitCode }).toEqual({
      findings: [],
      problems: [],
      exitCode: 0,
    });
  });

  test.each<readonly [string, ResourcesByAddress, string]>([
    ["everybody", wide, "closed-inbound"],
    [
      "a public endpoint",
      { "aws_eks_cluster.main": { vpc_config: { endpoint_public_access: true, endpoint_private_access: true } } },
      "private-endpoint",
    ],
    [
      "a source that is known only after apply",
      { "aws_vpc_security_group_ingress_rule.vpn": { cidr_ipv4: "${aws_eip.office.public_ip}" }, "aws_eip.office": {} },
      "closed-inbound",
    ],
    [
      "a group that a rule of another opens",
      {
        "aws_security_group_rule.more": {
          type: "ingress",
          security_group_id: "${aws_security_group.api.id}",
          protocol: "-1",
          from_port: 0,
          to_port: 0,
          cidr_blocks: ["0.0.0.0/0"],
        },
      },
      "closed-inbound",
    ],
    ["a template", { "aws_cloudformation_stack.x": { template_body: "{}" } }, "known-shapes"],
  ])("refuses in plans, modules and states: %s", (_, change, rule) => {
    for (const content of [
      planOf(change),
      planOf(change, { module: "net" }),
      planOf(change, { applied: true }),
      stateOf(change),
    ]) {
      expect(rulesIn(checked(write("x.json", content)))).toContain(rule);
    }
  });

  test("names places by the addresses of the plan", () => {
    const report = checked(write("x.json", planOf(wide, { module: "net" })));
    expect(report.findings.map(({ place }) => place.path)).toEqual([
      "module.net.aws_vpc_security_group_ingress_rule.vpn.cidr_ipv4",
    ]);
    expect(JSON.stringify(report)).not.toContain("portcullis-planned");
  });

  test.each<readonly [string, object]>([
    ["of a format that is not known", { format_version: "2.0" }],
    ["that ended in an error", { errored: true }],
    ["that puts changes off", { complete: false }],
    ["with parts that nobody knows", { action_invocations: [] }],
    ["that does not say what it does not know", { resource_changes: [] }],
    ["without the values that it changes to", { planned_values: undefined }],
    ["that is about to make what its values do not hold", { planned_values: { root_module: {} } }],
    [
      "with another provider",
      {
        configuration: {
          provider_config: {
            kubernetes: { name: "kubernetes", full_name: "registry.terraform.io/hashicorp/kubernetes" },
          },
        },
      },
    ],
    [
      "with a module of which it shows nothing",
      { configuration: { root_module: { module_calls: { dns: { source: "acme/dns" } } } } },
    ],
  ])("refuses a plan %s", (_, change) => {
    expect(rulesIn(checked(write("x.json", { ...planOf(), ...change })))).toContain("known-shapes");
  });

  test("passes a plan that takes away what its values no longer hold", () => {
    const plan = planOf() as { resource_changes: unknown[] };
    const gone = { address: "aws_s3_bucket.old", mode: "managed", type: "aws_s3_bucket", name: "old" };
    const resource_changes = [...plan.resource_changes, { ...gone, change: { actions: ["delete"], after: null } }];
    expect(checked(write("x.json", { ...plan, resource_changes })).findings).toEqual([]);
  });

  test("does not print what a plan calls sensitive", () => {
    const plan = planOf({ "aws_vpc_security_group_ingress_rule.vpn": { cidr_ipv4: "hunter2" } }) as {
      planned_values: { root_module: { resources: { type: string; sensitive_values: object }[] } };
    };
    for (const one of plan.planned_values.root_module.resources)
      if (one.type.endsWith("ingress_rule")) one.sensitive_values = { cidr_ipv4: true };
    const report = checked(write("x.json", plan));
    expect(rulesIn(report)).toContain("closed-inbound");
    expect(JSON.stringify(report)).not.toContain("hunter2");
  });

  test("reads the files of a folder as one stack", () => {
    const { "aws_eks_cluster.main": cluster, ...others } = CLOSED;
    write("infra/network.tf.json", { resource: asBlocks(others) });
    write("infra/cluster.tf.json", { resource: asBlocks({ "aws_eks_cluster.main": cluster ?? {} }) });
    const report = checked(join(folder, "infra"));
    expect(report.findings).toEqual([]);
    expect(report.documents).toEqual([join(folder, "infra")]);
  });

  test.each(["open_override.tf.json", "team.auto.tfvars", "more.tf"])(
    "refuses a neighbour that Terraform reads: %s",
    (name) => {
      const path = write("infra/cdk.tf.json", stack());
      write(`infra/${name}`, name.endsWith("json") ? stack(wide) : "x = 1\n");
      for (const given of [path, join(folder, "infra")]) {
        const report = checked(given);
        expect(report.findings.filter(({ place }) => place.path.endsWith(name))).not.toEqual([]);
      }
    },
  );
});

describe("manifests", () => {
  test("below one path belong to one cluster, and to two below two", () => {
    const [first, second] = [write("a/ns.yaml", namespace), write("b/ns.yaml", namespace)];
    const twice = (report: Report) => report.findings.filter(({ message }) => message.includes("holds it too"));
    expect(twice(checked(folder))).not.toEqual([]);
    expect(twice(checked(first, second))).toEqual([]);
  });
});

describe("input that cannot be used", () => {
  test.each<readonly [string, string | Uint8Array, Partial<Report["problems"][number]>]>([
    ["JSON that ends too early", '{"resource": {', { message: expect.stringContaining("not JSON") as never }],
    [
      "JSON with a name twice",
      '{"resource": {},\n "a": {"x": 1, "\\u0078": 2}}',
      { line: 2, column: 16, message: expect.stringContaining("written twice") as never },
    ],
    [
      "JSON that nests without end",
      `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
      { message: expect.stringContaining("deeper") as never },
    ],
    [
      "YAML with a tab",
      "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n",
      { line: 4, message: expect.stringContaining("not YAML") as never },
    ],
    [
      "YAML with a key twice",
      "apiVersion: v1\nkind: Pod\nkind: Namespace\n",
      { line: 3, message: expect.stringContaining("not YAML") as never },
    ],
    [
      "a template",
      "apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.metadata }}\n",
      { message: expect.any(String) as never },
    ],
    [
      "anchors that explode",
      `apiVersion: v1\nkind: ConfigMap\na: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
        .split("")
        .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[at]}`).join(",")}]`)
        .join("\n")}\n`,
      { message: expect.stringContaining("alias") as never },
    ],
    [
      "bytes that are no text",
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
      { message: expect.stringContaining("not text") as never },
    ],
    [
      "another encoding",
      Uint8Array.from([0xff, 0xfe, 0x41]),
      { message: expect.stringContaining("not text") as never },
    ],
    [
      "a saved plan",
      Uint8Array.from([0x50, 0x4b, 3, 4, 0]),
      { message: expect.stringContaining("saved plan") as never },
    ],
  ])("is told with its place: %s", (_, content, problem) => {
    const path = write("x.yaml", content);
    const report = checked(path);
    expect(report.problems).toMatchObject([{ path, ...problem }]);
    expect(report.exitCode).toBe(2);
    expect(runCheck([path], TODAY).stdout).not.toMatch(/^\s+at .*\(/m);
  });

  test("is told all at once, with the findings in what could be read", () => {
    write("in/a.json", "{");
    write("in/b.json", stack(wide));
    symlinkSync(join(folder, "in"), join(folder, "in", "loop"));
    symlinkSync(join(folder, "nowhere"), join(folder, "in", "lost"));
    symlinkSync("self", join(folder, "in", "self"));
    const huge = write("in/huge.json", "{");
    truncateSync(huge, 65 * 1024 * 1024);
    const report = checked(join(folder, "in"), join(folder, "missing"));
    expect(report.problems.map(({ message }) => message.split(":")[0])).toEqual([
      "it is larger than 64 MB",
      "the link leads back to a folder around it",
      "the link leads nowhere",
      "the link leads in a circle",
      "it is not JSON",
      "there is no such file or folder",
    ]);
    expect(rulesIn(report)).toEqual(["closed-inbound"]);
    expect(report.exitCode).toBe(2);
  });

  test("says so of a file that may not be read", () => {
    const path = write("x.json", stack());
    chmodSync(path, 0);
    const { problems, exitCode } = checked(path);
    // Whoever is root reads everything.
    expect(process.getuid?.() === 0 ? exitCode === 0 : problems[0]?.message === "it may not be read").toBe(true);
  });

  test("is an empty folder, where nothing could be judged", () => {
    expect(checked(folder)).toMatchObject({ exitCode: 2, problems: [{ message: "there is no file in it" }] });
  });

  test.each<readonly [string, string]>([
    ["an empty file", ""],
    ["YAML without a document", "# nothing\n---\n---\n"],
    ["null", "null"],
  ])("is %s alone, for nothing to judge is nothing proven", (_, content) => {
    expect(checked(write("x.yaml", content))).toMatchObject({
      exitCode: 2,
      problems: [{ message: "nothing in it can be judged: what is there is empty" }],
    });
  });

  test("is standard input in which nothing came, as from a pipe that failed", () => {
    const { status, stdout } = spawnSync(process.execPath, [...COMMAND, "check", "-"], { encoding: "utf8", input: "" });
    expect([status, stdout]).toEqual([2, expect.stringContaining("pipefail")]);
  });

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["no path", [], ["no PATH"]],
    ["an option that is misspelt", ["x", "--waiver", "y"], ["did you mean --waivers?"]],
    ["a day that is none", ["x", "--as-of", "tomorrow"], ["--as-of"]],
    [
      "a day without a value, and a pack that is none",
      ["x", "--as-of=", "--json=yes"],
      ["--as-of wants a value", "--json takes no value"],
    ],
    ["a pack that nobody knows", ["x", "--pack", "cis"], ["there are: narrow-sources"]],
    ["one thing twice", ["x", "--waivers", "a", "--waivers", "b"], ["given 2 times"]],
  ])("refuses %s", (_, args, messages) => {
    const { stderr, stdout, exitCode } = runCheck(args, TODAY);
    for (const message of messages) expect(stderr).toContain(message);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
  });
});

describe("--waivers", () => {
  const waiver = {
    rule: "flow-logs",
    path: "aws_flow_log.main.traffic_type",
    reason: "the collector moves next month",
    owner: "platform",
    expires: "2027-01-31",
  };

  function place(path: string): string {
    return checked(path).findings[0]?.place.path ?? "";
  }

  test("lets findings pass for a while, and repeats them", () => {
    const path = write("x.json", stack(bareFlowLog));
    const file = write("waivers.yaml", { waivers: [{ ...waiver, path: place(path) }] });
    expect(checked(path, "--waivers", file)).toMatchObject({
      exitCode: 0,
      findings: [],
      waived: [{ waiver: { owner: "platform" } }],
    });
    expect(runCheck([path, "--waivers", file], TODAY).stdout).toContain("Waived, as of 2026-11-23:");
    expect(checked(path, "--waivers", file, "--as-of", "2027-02-01")).toMatchObject({
      exitCode: 1,
      asOf: "2027-02-01",
    });
  });

  test("takes days without quotes in YAML", () => {
    const path = write("x.json", stack(bareFlowLog));
    const lines = Object.entries({ ...waiver, path: place(path) }).map(([key, value]) => `    ${key}: ${value}`);
    const file = write("waivers.yaml", `waivers:\n  -\n${lines.join("\n")}\n`);
    expect(checked(path, "--waivers", file).exitCode).toBe(0);
  });

  test("allows by name what nobody can tell, and names what matches nothing", () => {
    const path = write("README", "Dear colleague\n");
    const why = "the words of the team, which nothing reads";
    const file = write("waivers.yaml", {
      allowances: [
        { name: path, why },
        { name: "module.dns", why },
      ],
    });
    expect(checked(path, "--waivers", file)).toMatchObject({
      exitCode: 0,
      allowed: [{ allowance: { name: path } }],
      unusedAllowances: [{ name: "module.dns" }],
    });
  });

  test.each<readonly [string, unknown, readonly string[]]>([
    ["that is no map", "[1]", ["not one map"]],
    ["that is no YAML", "waivers: [", ["not YAML"]],
    [
      "with everything wrong at once",
      {
        waivers: [{ ...waiver, expires: "soon", owner: "" }, { rule: "x" }],
        allowances: [{ name: "*", why: "because" }],
        wavers: [],
      },
      ["expires", "owner", "has no text path", "not a pattern", "too little", '"wavers"'],
    ],
  ])("refuses a file %s", (_, content, messages) => {
    const report = checked(write("x.json", stack()), "--waivers", write("waivers.yaml", content));
    for (const message of messages)
      expect(report.problems.map((problem) => problem.message).join("\n")).toContain(message);
    expect(report.exitCode).toBe(2);
  });

  test("refuses a file that is not there", () => {
    expect(checked(write("x.json", stack()), "--waivers", join(folder, "none")).exitCode).toBe(2);
  });
});

test("--pack adds rules", () => {
  const path = write("x.json", stack());
  expect(checked(path).exitCode).toBe(0);
  expect(rulesIn(checked(path, "--pack", "narrow-sources"))).toEqual(["narrow-sources/one-office-a-source"]);
});

describe("the command", () => {
  test("ends with its exit codes, and its words in the right streams", () => {
    const open = write("x.json", stack(wide));
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [...COMMAND, ...args], { encoding: "utf8", input: JSON.stringify(stack()) });
    const clean = run("check", "-");
    expect([clean.status, clean.stderr]).toEqual([0, ""]);
    expect(clean.stdout).toContain("Clean: 0 findings in 1 document");
    const refused = run("check", open);
    expect([refused.status, refused.stderr]).toEqual([1, ""]);
    expect(refused.stdout).toContain("[closed-inbound]");
    const wrong = run("chek");
    expect([wrong.status, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain("there is no command");
  });

  testWhereProving("is the package's, and loads no framework", () => {
    const script = `require(${JSON.stringify(COMMAND[2])}); process.stderr.write(Object.keys(require.cache).filter((path) => /node_modules.(cdktf|cdk8s|constructs|@cdktf)./.test(path)).join());`;
    const { bin } = require("../../../package.json") as { bin: Record<string, string> };
    expect(bin).toEqual({ portcullis: "./build/cli/portcullis.js" });
    const loaded = spawnSync(process.execPath, ["--require", COMMAND[1] ?? "", "--eval", script], {
      encoding: "utf8",
      cwd: ROOT,
    });
    expect(loaded.stderr).not.toMatch(/cdktf|cdk8s/);
    expect(execFileSync(process.execPath, [...COMMAND, "--version"], { encoding: "utf8" })).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    );
  });
});

function asBlocks(resources: ResourcesByAddress): Record<string, Record<string, unknown>> {
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const [address, body] of Object.entries(resources)) {
    const [type = "", name = ""] = address.split(".");
    blocks[type] = { ...blocks[type], [name]: body };
  }
  return blocks;
}
