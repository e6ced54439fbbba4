import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import team from "../../apps/platform-team/package.json";

const ROOT = join(__dirname, "..", "..");
const OURS = require("../../jest.config.cjs") as { moduleNameMapper: Readonly<Record<string, string>> };
const TEAM = join(ROOT, "apps", "platform-team");

/** What a colleague writes, by name: the file, what stood there, and what stands there then. */
const EDITS = {
  "one-more-range": [
    [
      "clusters.ts",
      'why: "corporate VPN" }',
      'why: "corporate VPN" }, { cidr: "10.9.0.0/16", why: "everybody in the office" }',
    ],
  ],
  "rule-beside": [
    [
      "infrastructure.ts",
      "    new TerraformOutput(",
      '    this.addOverride("resource.aws_vpc_security_group_ingress_rule.demo", { security_group_id: this.cluster.securityGroup.securityGroupId, ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "0.0.0.0/0", description: "for the demo" });\n    new TerraformOutput(',
    ],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [string, string, string])[]>>;

/** A team's own environment, in which the frameworks write where they do by default. */
const { CDKTF_OUTDIR: _, ...THEIRS } = process.env;

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

let folder: string;
let report: Report;

// All copies in one run of the team's own test, as `npm test` in its repository would run it; the package is found as in ours.
beforeAll(() => {
  // The same place every time: jest keeps what it has transformed by the configuration, this path included.
  folder = join(ROOT, ".scratch", "team");
  rmSync(folder, { recursive: true, force: true });
  for (const [name, edits] of Object.entries(EDITS)) {
    const copy = join(folder, name);
    cpSync(TEAM, copy, { recursive: true, filter: (path) => basename(path) !== "package.json" });
    for (const [file, from, to] of edits) {
      const before = readFileSync(join(copy, file), "utf8");
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${file} of the team does not hold ${from}`);
      writeFileSync(join(copy, file), after);
    }
  }
  const config = {
    ...team.jest,
    // What is transformed is kept by its path below the root: the library's files are there already.
    rootDir: ROOT,
    roots: [folder],
    cacheDirectory: process.env.PORTCULLIS_JEST_CACHE,
    moduleNameMapper: Object.fromEntries(
      Object.entries(OURS.moduleNameMapper).map(([name, target]) => [name, target.replace("<rootDir>", ROOT)]),
    ),
  };
  const file = join(folder, "report.json");
  const args = [
    require.resolve("jest/bin/jest"),
    "--config",
    JSON.stringify(config),
    "--json",
    `--outputFile=${file}`,
    "--ci",
    "--runInBand",
  ];
  const { stderr } = spawnSync(process.execPath, args, { cwd: folder, env: THEIRS, encoding: "utf8" });
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(stderr);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function resultsOf(copy: keyof typeof EDITS) {
  return report.testResults.find(({ name }) => name.includes(join(folder, copy)))?.assertionResults ?? [];
}

/** What a failing test of a copy says. */
function failureOf(copy: keyof typeof EDITS, title: string): string {
  return (
    resultsOf(copy)
      .find((result) => result.title === title)
      ?.failureMessages.join("\n") ?? ""
  );
}

const WHO = "the corporate VPN reaches the API server, and nobody else";

describe("the platform team's own test, on what is there", () => {
  require("../../apps/platform-team/clusters.test");
});

describe("the platform team's own test", () => {
  test("refuses another private range, which no rule of the library minds, with its reason", () => {
    expect(failureOf("one-more-range", WHO)).toContain(
      "expected the cluster to be reachable from 10.8.0.0/16 alone; it is reachable from\n  10.9.0.0/16 too (tcp 443): everybody in the office",
    );
    expect(resultsOf("one-more-range").filter(({ status }) => status === "failed")).toHaveLength(1);
  });

  test("refuses a rule for everybody that stands beside the cluster", () => {
    expect(failureOf("rule-beside", WHO)).toContain("0.0.0.0/0 too (tcp 443): for the demo");
    expect(failureOf("rule-beside", "no rule of the library finds anything")).toContain("[closed-inbound]");
  });
});

describe("the team's programs", () => {
  /** Runs programs as `cdktf synth` and `cdk8s synth` do, in one process; what they write lies in the folder. */
  const run = (from: string, files: readonly string[], into: string) => {
    const requires = files.map((file) => `require(${JSON.stringify(join(from, file))});`).join("\n");
    const hook = join(ROOT, "scripts", "from-source.cjs");
    mkdirSync(into, { recursive: true });
    execFileSync(process.execPath, ["--require", hook, "--eval", requires], { cwd: into, env: THEIRS, stdio: "pipe" });
  };

  test("write both halves", () => {
    const out = join(folder, "out");
    run(TEAM, ["cdktf.ts", "cdk8s.ts"], out);
    const stack = JSON.parse(readFileSync(join(out, "cdktf.out", "stacks", "shop-prod", "cdk.tf.json"), "utf8"));
    expect(stack.terraform.backend.s3.bucket).toBe("platform-team-state");
    expect(readFileSync(join(out, "dist", "shop-prod.k8s.yaml"), "utf8")).toContain("PodDisruptionBudget");
  });

  test("write nothing once a colleague has opened the API", () => {
    const copy = join(folder, "rule-beside");
    const out = join(copy, "out");
    expect(() => run(copy, ["cdktf.ts"], out)).toThrow("[closed-inbound]");
    expect(existsSync(join(out, "cdktf.out", "stacks", "shop-prod", "cdk.tf.json"))).toBe(false);
  });
});
