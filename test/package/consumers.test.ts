import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import manifest from "../../package.json";
import { testWhereProving } from "../proving";

const ROOT = join(__dirname, "..", "..");
const bin = (path: string) => join(ROOT, "node_modules", path);

let folder: string;
let tarball: string;

function run(cwd: string, program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`);
  }
}

/** An empty project with the packed library installed, and nothing of the frameworks but what is named. */
function project(name: string, frameworks: readonly string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  // Offline: what npm would fetch comes from this checkout's own, locked dependencies.
  const local = [...Object.keys(manifest.dependencies), ...frameworks].map((dependency) => [
    dependency,
    `file:${bin(dependency)}`,
  ]);
  writeFileSync(
    join(path, "package.json"),
    JSON.stringify({
      name,
      private: true,
      dependencies: { ...Object.fromEntries(local), portcullis: `file:${tarball}` },
    }),
  );
  run(path, "npm", [
    "install",
    "--offline",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--no-package-lock",
    "--silent",
  ]);
  return path;
}

/** Among the other checks the types compile the library, in a process of their own; alone this test does. */
async function compiled(): Promise<void> {
  const building = process.env.PORTCULLIS_BUILDING;
  if (building === undefined) run(ROOT, process.execPath, ["scripts/build.cjs", "--incremental"]);
  else while (isRunning(Number(building))) await setTimeout(100);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A project like another, with more frameworks: a link each, which is what npm makes of a folder's dependency. */
function projectWith(frameworks: readonly string[], name: string, like: string): string {
  const path = join(folder, name);
  cpSync(like, path, { recursive: true, verbatimSymlinks: true });
  for (const framework of frameworks) {
    mkdirSync(dirname(join(path, "node_modules", framework)), { recursive: true });
    symlinkSync(bin(framework), join(path, "node_modules", framework));
  }
  return path;
}

let plain: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-package-"));
  await compiled();
  const packed = run(ROOT, "npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder]);
  tarball = join(folder, packed.trim().split("\n").slice(-1).join(""));
  plain = project("plain", ["constructs", "cdk8s"]);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DESCRIBE = `
const { parseCluster, defineCluster, cloud, oidc, acr, awsIam, oidcGroup, iamRole } = portcullis;
const cluster = defineCluster({
  name: "shop", baseline: 1, kubernetesVersion: "1.35",
  profile: cloud({ region: "eu-central-1" }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: { methods: [oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: acr("urn:example:mfa") }), awsIam()] },
  access: [
    { who: oidcGroup("shop-dev"), persona: "viewer", namespaces: ["shop"] },
    { who: iamRole("arn:aws:iam::123456789012:role/recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "shop", quota: { cpu: "4", memory: "8Gi", pods: 30 } }],
});
if (cluster.name !== "shop" || parseCluster({}).ok) throw new Error("the description was not checked");
const app = new cdk8s.App({ outdir: "out" });
new kubernetes.ClusterChart(app, "shop", { spec: cluster });
app.synth();
console.log("synthesized", Object.isFrozen(cluster));
`;

describe("a project without cdktf and without the AWS provider", () => {
  let path: string;
  beforeAll(() => {
    path = plain;
  });

  test("has neither of them installed", () => {
    expect(existsSync(join(path, "node_modules", "cdktf"))).toBe(false);
    expect(existsSync(join(path, "node_modules", "@cdktf"))).toBe(false);
  });

  test("describes a cluster and writes its manifests from a .cjs file", () => {
    writeFileSync(
      join(path, "main.cjs"),
      `const portcullis = require("portcullis");\nconst kubernetes = require("portcullis/kubernetes");\nconst cdk8s = require("cdk8s");\n${DESCRIBE}`,
    );
    expect(run(path, process.execPath, ["main.cjs"])).toBe("synthesized true\n");
    expect(readdirSync(join(path, "out"))).toEqual(["shop.k8s.yaml"]);
  });

  test("describes a cluster and writes its manifests from a .mjs file, by named imports", () => {
    writeFileSync(
      join(path, "main.mjs"),
      `import * as portcullis from "portcullis";\nimport { defineCluster as named } from "portcullis";\nimport * as kubernetes from "portcullis/kubernetes";\nimport * as cdk8s from "cdk8s";\nif (typeof named !== "function") throw new Error("no named export");\n${DESCRIBE}`,
    );
    expect(run(path, process.execPath, ["main.mjs"])).toBe("synthesized true\n");
  });

  test("is told by Node, not by silence, that the AWS constructs need cdktf", () => {
    expect(() => run(path, process.execPath, ["-e", 'require("portcullis/aws")'])).toThrow(
      /Cannot find module '(cdktf|@cdktf)/,
    );
  });
});

describe("the package's command", () => {
  const input = (kind: "cloud" | "edge") =>
    JSON.stringify({
      state: { kind: "local" },
      clusters: [
        {
          name: "shop",
          baseline: 1,
          kubernetesVersion: "1.35",
          profile:
            kind === "cloud"
              ? {
                  kind,
                  region: "eu-central-1",
                  network: { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
                }
              : {
                  kind,
                  apiServerName: "api.shop.example.com",
                  node: { name: "shop-1", address: "192.168.7.10" },
                  registryMirrors: ["https://registry.shop.example.com"],
                },
          apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
          authentication: {
            methods: [
              {
                method: "oidc",
                issuer: "https://login.example.com",
                clientId: "kubernetes",
                mfa: { dialect: "acr", values: ["urn:example:mfa"] },
              },
              { method: kind === "cloud" ? "aws-iam" : "client-certificate" },
            ],
          },
          access: [
            { who: { method: "oidc", group: "shop-dev" }, persona: "viewer", namespaces: ["shop"] },
            {
              who:
                kind === "cloud"
                  ? { method: "aws-iam", role: "arn:aws:iam::123456789012:role/recovery" }
                  : { method: "client-certificate", group: "recovery" },
              persona: "recovery",
            },
          ],
          tenants: [{ name: "shop", quota: { cpu: "4", memory: "8Gi", pods: 30 } }],
        },
      ],
    });
  const synth = (path: string, kind: "cloud" | "edge") =>
    spawnSync(join(path, "node_modules", ".bin", "portcullis"), ["synth", "-", "--out", "fleet"], {
      cwd: path,
      encoding: "utf8",
      input: input(kind),
    });

  test("says in words which packages are missing, and how they come", () => {
    const { status, stdout, stderr } = synth(plain, "cloud");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      [
        "This needs cdktf, @cdktf/provider-aws, which are not installed beside portcullis.",
        "@cdktf/provider-aws is for clusters on Amazon EKS.",
        `  fix        npm install "cdktf@${manifest.peerDependencies.cdktf}" "@cdktf/provider-aws@${manifest.peerDependencies["@cdktf/provider-aws"]}"`,
        "",
      ].join("\n"),
    );
    expect(existsSync(join(plain, "fleet"))).toBe(false);
  }, 30_000);

  test("writes an edge site without the AWS provider", () => {
    const path = projectWith(["cdktf"], "edge-site", plain);
    const { status, stdout, stderr } = synth(path, "edge");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Findings: none");
    expect(readdirSync(join(path, "fleet")).sort()).toEqual([".portcullis", "cdktf.out", "dist"]);
  }, 30_000);
});

const STRICTLY = ["--target", "es2022", "--strict", "--noEmit", "--skipLibCheck"];

describe("a TypeScript project with every framework", () => {
  let path: string;
  beforeAll(() => {
    path = projectWith(["cdktf", "@cdktf/provider-aws"], "typed", plain);
    writeFileSync(
      join(path, "main.ts"),
      `import { App } from "cdktf";
import { type CloudClusterSpec, type Issue, parseCluster } from "portcullis";
import { PrivateNetwork } from "portcullis/aws";
import { TenantNamespace } from "portcullis/kubernetes";
import { ControlPlaneNode } from "portcullis/machines";
import { CloudCluster, CloudClusterStack, localBackend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EDGE_CAPABILITIES, EdgeClusterStack } from "portcullis/profiles/edge";
import { judge } from "portcullis/testing";
import "portcullis/testing/jest";

export function build(app: App, spec: CloudClusterSpec): readonly Issue[] {
  const stack = new CloudClusterStack(app, "shop", { spec, backend: localBackend() });
  const findings: readonly { rule: string }[] = judge(stack).findings;
  const answer = parseCluster({ findings });
  return answer.ok ? [] : answer.issues;
}
export const exported = [PrivateNetwork, TenantNamespace, ControlPlaneNode, CloudCluster, DataCenterClusterStack, EdgeClusterStack, EDGE_CAPABILITIES];
// @ts-expect-error a checked cluster is made by parseCluster alone
export const forged: CloudClusterSpec = { name: "shop" };
export function matchers(stack: CloudClusterStack): void {
  expect(stack).toBeAccepted();
  expect(stack).not.toBeRefusedBy("closed-inbound", "api-server");
  expect(stack).toBeReachableOnlyFrom(["10.8.0.0/16"], { port: 443 });
  // @ts-expect-error ranges are a list
  expect(stack).toBeReachableOnlyFrom("10.8.0.0/16");
}
`,
    );
  }, 60_000);

  testWhereProving(
    "compiles with the module system that `cdktf init` writes into a new project, by the compiler of its time",
    () => {
      const how = [
        "--module",
        "commonjs",
        "--moduleResolution",
        "node10",
        "--types",
        "jest",
        "--typeRoots",
        bin("@types"),
      ];
      expect(run(path, process.execPath, [bin("typescript/bin/tsc"), "main.ts", ...STRICTLY, ...how])).toBe("");
    },
  );

  test.each([
    ["node16", "node16"],
    ["preserve", "bundler"],
  ])("compiles with module %s and moduleResolution %s", (module, resolution) => {
    const how = ["--module", module, "--moduleResolution", resolution, "--types", "jest", "--typeRoots", bin("@types")];
    expect(run(path, process.execPath, [bin("typescript-native/bin/tsc"), "main.ts", ...STRICTLY, ...how])).toBe("");
  });
});

describe("the packed library", () => {
  test("is clean for publint", () => {
    expect(run(ROOT, process.execPath, [bin("publint/src/cli.js"), "--strict", tarball])).toContain("All good!");
  }, 60_000);

  testWhereProving("has types that resolve in every module system, for arethetypeswrong", () => {
    const output = run(folder, process.execPath, [
      bin("@arethetypeswrong/cli/dist/index.js"),
      tarball,
      "--format",
      "table-flipped",
      "--no-emoji",
    ]);
    expect(output).toContain("No problems found");
  });

  test("holds the compiled library and its licence, and nothing from outside build/", () => {
    const files = run(folder, "tar", ["-tzf", tarball]).trim().split("\n");
    expect(
      files.filter((file) => !/^package\/(build\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file)),
    ).toEqual([]);
    expect(files).toContain("package/LICENSE");
    expect(readFileSync(join(ROOT, "LICENSE"), "utf8")).toContain("Apache License");
  });
});
