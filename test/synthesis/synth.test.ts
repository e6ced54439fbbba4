import { spawn } from "node:child_process";
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { formatSummary, judgementOf, mergeJudgements } from "portcullis";
import { stringify } from "yaml";
import type { Surroundings } from "../../lib/cli/command";
import { runSynth } from "../../lib/cli/synth/run-synth";
import { describeMissing, missingPeers } from "../../lib/cli/synth/missing-peers";
import { plantInput } from "../example-clusters";
import { testWhereProving } from "../proving";

const ROOT = join(__dirname, "..", "..");
const FLEET = join(ROOT, "apps", "fleet", "clusters.yaml");
const COMMAND = ["--require", join(ROOT, "scripts", "from-source.cjs"), join(ROOT, "lib", "cli", "portcullis.ts")];

let folder: string;
let out: string;
let plant: string;
const stateBefore = process.env.XDG_STATE_HOME;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-synth-"));
  out = join(folder, "out");
  process.env.XDG_STATE_HOME = join(folder, "state");
  plant = file("plant.yaml", stringify({ clusters: [plantInput()] }));
});
afterEach(() => {
  jest.restoreAllMocks();
  if (stateBefore === undefined) delete process.env.XDG_STATE_HOME;
  else process.env.XDG_STATE_HOME = stateBefore;
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function quiet(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    today: "2026-11-23",
    now: () => 0,
    tell: () => undefined,
    isTerminal: false,
    stopped: () => undefined,
    ...changes,
  };
}

const synth = (...args: readonly string[]) => runSynth([...args, "--out", out], quiet());

function filesBelow(path: string): ReadonlyMap<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    // What the next run remembers; a test of its own looks at it.
    .filter((name) => !name.startsWith(".portcullis/"));
  return new Map(files.sort().map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

/** Output of an earlier run, as it may lie there. */
function oldOutput(): ReadonlyMap<string, string> {
  for (const [path, text] of [
    ["cdktf.out/manifest.json", '{ "version": "0.21.0", "stacks": { "gone": {} '],
    ["cdktf.out/stacks/plant-berlin/cdk.tf.json", '{ "half": '],
    ["cdktf.out/stacks/plant-berlin/.terraform.lock.hcl", "# locked"],
    ["dist/plant-berlin.k8s.yaml", "old: manifests\n"],
  ] as const) {
    mkdirSync(join(out, path, ".."), { recursive: true });
    writeFileSync(join(out, path), text);
  }
  return filesBelow(out);
}

describe("the example fleet", () => {
  test("is written byte for byte as the programs in TypeScript write it, with the same summary", async () => {
    const typed = join(folder, "typed");
    process.env.CDK8S_OUTDIR = join(typed, "dist");
    const before = process.env.CDKTF_OUTDIR;
    process.env.CDKTF_OUTDIR = join(typed, "cdktf.out");
    mkdirSync(typed);
    const { infrastructure } = await import("../../apps/fleet/infrastructure");
    const { manifests } = await import("../../apps/fleet/manifests");
    const apps = [infrastructure(), ...manifests()];
    for (const app of apps) app.synth();
    process.env.CDKTF_OUTDIR = before;
    delete process.env.CDK8S_OUTDIR;

    const { stdout, stderr, exitCode } = await synth(FLEET);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(filesBelow(out).size).toBe(7);
    expect(filesBelow(out)).toEqual(filesBelow(typed));

    const { payments, plant, store } = await import("../../apps/fleet/clusters");
    const clusters = [payments, plant, store];
    const names = clusters.map(({ name }) => name);
    const judgement = mergeJudgements(apps.map(judgementOf).filter((found) => found !== undefined));
    const paths = names.flatMap((name) => [`cdktf.out/stacks/${name}/cdk.tf.json`, `dist/${name}.k8s.yaml`]);
    const summary = formatSummary({
      clusters: clusters.map(({ name, logs }) => ({
        name,
        documents: [`stacks/${name}/cdk.tf.json`, `${name} (manifests)`],
        logs,
      })),
      judgement,
      files: paths.map((path) => ({ path: join(out, path), bytes: statSync(join(typed, path)).size })),
      seconds: 0,
    });
    expect(stdout).toBe(`${summary}\n`);
  }, 30_000);

  test("is reported for programs with --json", async () => {
    const { stdout, exitCode } = await synth(plant, "--json");
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      version: 1,
      exitCode: 0,
      clusters: ["plant-berlin"],
      issues: [],
      problems: [],
      findings: [],
      leftBehind: [],
      files: [
        { path: join(out, "cdktf.out/stacks/plant-berlin/cdk.tf.json") },
        { path: join(out, "dist/plant-berlin.k8s.yaml") },
      ],
    });
    expect([report.openings.length > 0, report.rules.length > 50, exitCode]).toEqual([true, true, 0]);
  });

  test("keeps its state in the bucket that the file names", async () => {
    const state = { kind: "s3", bucket: "example-terraform-state", region: "eu-central-1" };
    await synth(file("s3.yaml", stringify({ state, clusters: [plantInput()] })));
    const stack = JSON.parse(readFileSync(join(out, "cdktf.out/stacks/plant-berlin/cdk.tf.json"), "utf8"));
    expect(stack.terraform.backend).toEqual({
      s3: { ...state, kind: undefined, key: "plant-berlin.tfstate", encrypt: true, use_lockfile: true },
    });
  });
});

describe("a run over old output", () => {
  test("makes whole what an earlier run left half-written, and leaves Terraform's own files", async () => {
    oldOutput();
    mkdirSync(join(out, ".portcullis.staging/cdktf.out"), { recursive: true });
    expect((await synth(plant)).exitCode).toBe(0);
    const files = filesBelow(out);
    expect([...files.keys()]).toEqual([
      "cdktf.out/manifest.json",
      "cdktf.out/stacks/plant-berlin/.terraform.lock.hcl",
      "cdktf.out/stacks/plant-berlin/cdk.tf.json",
      "dist/plant-berlin.k8s.yaml",
    ]);
    expect(JSON.parse(files.get("cdktf.out/stacks/plant-berlin/cdk.tf.json") ?? "")).toHaveProperty("terraform");
    expect(files.get("cdktf.out/stacks/plant-berlin/.terraform.lock.hcl")).toBe("# locked");
    expect(files.get("dist/plant-berlin.k8s.yaml")).not.toContain("old: manifests");
  });

  test("touches no file that says the same", async () => {
    await synth(plant);
    const [stack, chart] = ["cdktf.out/stacks/plant-berlin/cdk.tf.json", "dist/plant-berlin.k8s.yaml"].map((path) =>
      join(out, path),
    ) as [string, string];
    for (const path of [stack, chart]) utimesSync(path, 1000, 1000);
    writeFileSync(chart, "changed\n");
    await synth(plant);
    expect(statSync(stack).mtimeMs).toBe(1_000_000);
    expect(readFileSync(chart, "utf8")).not.toBe("changed\n");
  });

  test("judges and writes the one cluster whose lines have changed, and says so to programs", async () => {
    const two = (name: string, people: readonly string[]) =>
      file(name, stringify({ clusters: [{ ...plantInput(), breakGlass: { people } }, other] }));
    const other = { ...plantInput(), name: "plant-bonn" };
    const unchanged = async (...args: readonly string[]) =>
      JSON.parse((await synth(...args, "--json")).stdout).unchanged;
    expect(await unchanged(two("one.yaml", ["alice"]))).toEqual([]);
    expect(await unchanged(two("two.yaml", ["alice", "bob"]))).toEqual(["plant-bonn"]);
    expect(await unchanged(two("two.yaml", ["alice", "bob"]))).toEqual(["plant-berlin", "plant-bonn"]);
    expect(await unchanged(two("two.yaml", ["alice", "bob"]), "--fresh")).toEqual([]);
    const summary = async (...args: readonly string[]) => (await synth(...args)).stdout;
    expect(await summary(two("two.yaml", ["alice", "bob"]))).toBe(
      await summary(two("two.yaml", ["alice", "bob"]), "--fresh"),
    );
  });

  test("names what no file describes any more, and leaves it", async () => {
    await synth(plant);
    const { stderr, exitCode } = await synth(
      file("b.yaml", stringify({ clusters: [{ ...plantInput(), name: "other" }] })),
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("left as it was: plant-berlin")]);
    expect(existsSync(join(out, "cdktf.out/stacks/plant-berlin/cdk.tf.json"))).toBe(true);
  });

  test("is refused with exit code 1 for a file that Terraform would read beside the judged one", async () => {
    oldOutput();
    writeFileSync(join(out, "cdktf.out/stacks/plant-berlin/more.tf"), 'resource "aws_vpc" "x" {}');
    const before = filesBelow(out);
    const { stdout, stderr, exitCode } = await synth(plant);
    expect([stdout, exitCode]).toEqual(["", 1]);
    expect(stderr).toContain("[known-shapes]");
    expect(stderr).toContain("Nothing was written; the old output is as it was.");
    expect(filesBelow(out)).toEqual(before);
    const report = JSON.parse((await synth(plant, "--json")).stdout);
    expect(report).toMatchObject({ exitCode: 1, files: [], findings: [{ rule: "known-shapes" }] });
  });
});

describe("what cannot be used is said in words, with exit code 2", () => {
  async function refused(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await runSynth(args, quiet());
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).not.toMatch(/\n\s+at |undefined|\[object/);
    return stderr;
  }

  test("a description, with its lines", async () => {
    const bad = file("bad.yaml", "clusters:\n  - name: Plant\n");
    expect(await refused(bad, "--out", out)).toContain(`${bad}:2:11: clusters[0].name  [malformed]`);
    const { stdout } = await synth(bad, "--json");
    expect(JSON.parse(stdout).issues).toContainEqual(
      expect.objectContaining({ file: bad, line: 2, column: 11, code: "malformed", path: "clusters[0].name" }),
    );
    expect(existsSync(out)).toBe(false);
  });

  test("a patch that names nothing which is written, with its line, like everything else in the description", async () => {
    const patches = [
      {
        target: { kind: "Namespace", name: "nowhere" },
        operations: [{ op: "remove", path: "/metadata/labels" }],
        reason: "a label of the team for reports",
      },
      {
        target: { kind: "ClusterRole", name: "portcullis:viewer" },
        operations: [
          { op: "remove", path: "/rules/0" },
          { op: "remove", path: "/nothing" },
        ],
        reason: "the viewers of the plant hold less",
      },
    ];
    const text = await refused(
      file("patched.yaml", stringify({ clusters: [{ ...plantInput(), patches }] })),
      "--out",
      out,
    );
    expect(text).toMatch(/patched\.yaml:\d+:\d+: clusters\[0\]\.patches\[0\]\.target {2}\[unresolved-name\]/);
    expect(text).toMatch(
      /patched\.yaml:\d+:\d+: clusters\[0\]\.patches\[1\]\.operations\[1\]\.path {2}\[unresolved-name\]/,
    );
  });

  test("files: every one that cannot be read", async () => {
    const large = file("large.yaml", "");
    truncateSync(large, 50 * 1024 * 1024);
    const binary = file("binary.yaml", "");
    writeFileSync(binary, new Uint8Array([0xff, 0xfe, 0x00]));
    const text = await refused(large, binary, join(folder, "none.yaml"), folder, "/dev/null");
    expect(text).toContain(
      `${large}: it has 50 MB, and a fleet file may have 32\n  fix        Write what clusters share`,
    );
    expect(text).toContain(`${binary}: it is not text in UTF-8`);
    expect(text).toContain("none.yaml: there is no such file or folder");
    expect(text).toContain(`${folder}: it is a folder`);
    expect(text).toContain("/dev/null: it is no file");
  });

  test("a file that may not be read", async () => {
    jest.spyOn(fs, "readFileSync").mockImplementationOnce(() => {
      throw Object.assign(new Error("EACCES: permission denied, open 'x'"), { code: "EACCES", syscall: "open" });
    });
    expect(await refused(plant, "--out", out)).toContain(`${plant}: it may not be read\n  fix        Give yourself`);
  });

  test.each<readonly [string, readonly string[], string]>([
    ["no file", [], "no FILE is given"],
    ["an empty name", [""], "no FILE is given"],
    ["an option that is misspelt", ["x", "--ouf", "y"], "--ouf is no option; did you mean --out?"],
    ["an option twice", ["x", "--out", "a", "--out", "b"], "--out is given 2 times"],
    ["an option without its value", ["x", "--out"], "--out wants a value"],
  ])("arguments: %s", async (_, args, words) => {
    expect(await refused(...args)).toContain(words);
  });

  test.each<readonly [string, () => void, string]>([
    ["is a file", () => writeFileSync(out, ""), "it is a file\n  fix        Name a folder by --out"],
    [
      "lies below a file",
      () => {
        writeFileSync(out, "");
        out = join(out, "deeper");
      },
      "it is a file",
    ],
    [
      "holds a file for cdktf.out",
      () => {
        mkdirSync(out);
        writeFileSync(join(out, "cdktf.out"), "");
      },
      "cdktf.out: it is no folder",
    ],
    [
      "holds a folder for the manifests",
      () => mkdirSync(join(out, "dist/plant-berlin.k8s.yaml"), { recursive: true }),
      "plant-berlin.k8s.yaml: it is no file",
    ],
    [
      "leads elsewhere by a folder",
      () => {
        mkdirSync(out);
        symlinkSync(folder, join(out, "dist"));
      },
      "dist: it is a link",
    ],
    [
      "leads elsewhere by a file",
      () => {
        mkdirSync(join(out, "dist"), { recursive: true });
        symlinkSync(plant, join(out, "dist/plant-berlin.k8s.yaml"));
      },
      "it is a link",
    ],
    [
      "leads elsewhere by a stack",
      () => {
        mkdirSync(join(out, "cdktf.out/stacks"), { recursive: true });
        symlinkSync(folder, join(out, "cdktf.out/stacks/plant-berlin"));
      },
      "it is a link",
    ],
    [
      "is in use",
      () => {
        mkdirSync(out);
        writeFileSync(join(out, ".portcullis.lock"), `${process.pid} ${hostname()}\n`);
      },
      `another run is writing here (process ${process.pid})`,
    ],
    [
      "is in use on another machine",
      () => {
        mkdirSync(out);
        writeFileSync(join(out, ".portcullis.lock"), "1 elsewhere\n");
      },
      "another run is writing here (process 1 on elsewhere)",
    ],
    [
      "is in use by nobody knows whom",
      () => {
        mkdirSync(out);
        writeFileSync(join(out, ".portcullis.lock"), "");
      },
      "another run is writing here\n  fix        Wait",
    ],
  ])("an output folder that %s", async (_, prepare, words) => {
    prepare();
    const before = filesBelow(folder);
    expect(await refused(plant, "--out", out)).toContain(words);
    expect(filesBelow(folder)).toEqual(before);
  });

  test("an output folder that a third run is taking over", async () => {
    mkdirSync(out);
    writeFileSync(join(out, ".portcullis.lock"), `4194399 ${hostname()}\n`);
    writeFileSync(join(out, ".portcullis.lock.takeover"), "");
    expect(await refused(plant, "--out", out)).toContain(".portcullis.lock.takeover: another run is writing here");
    expect(readdirSync(out).sort()).toEqual([".portcullis.lock", ".portcullis.lock.takeover"]);
  });

  test("a folder that may be used by nobody else is free after the end of its run", async () => {
    mkdirSync(out);
    // No process has this number: it is above what Linux gives.
    writeFileSync(join(out, ".portcullis.lock"), `4194399 ${hostname()}\n`);
    expect((await synth(plant)).exitCode).toBe(0);
    expect(readdirSync(out).sort()).toEqual([".portcullis", "cdktf.out", "dist"]);
  });
});

describe("a disk that fails", () => {
  const fault = (code: string) =>
    Object.assign(new Error(`${code}: no`), { code, syscall: "write", path: join(out, "x") });

  test.each<
    readonly [
      string,
      "writeFileSync" | "mkdirSync" | "renameSync" | "linkSync",
      (path: string) => boolean,
      string,
      string,
    ]
  >([
    [
      "full while a stack is written",
      "writeFileSync",
      (path) => path.endsWith("~cdk.tf.json"),
      "ENOSPC",
      "the disk is full",
    ],
    [
      "full while manifests are written",
      "writeFileSync",
      (path) => path.endsWith(".k8s.yaml"),
      "ENOSPC",
      "the disk is full",
    ],
    [
      "full at the beginning",
      "mkdirSync",
      (path) => path.endsWith(".portcullis.staging"),
      "EDQUOT",
      "the disk is full",
    ],
    [
      "full while a file is moved",
      "renameSync",
      (path) => path.endsWith("dist~plant-berlin.k8s.yaml"),
      "ENOSPC",
      "the disk is full",
    ],
    ["gone at the last file", "renameSync", (path) => path.endsWith("manifest.json"), "EIO", "it cannot be written"],
    ["another than the folder's", "linkSync", (path) => path.includes("dist"), "EXDEV", "it lies on another disk"],
    ["read-only", "mkdirSync", (path) => path.endsWith(".portcullis.staging"), "EROFS", "the disk is read-only"],
  ])("%s leaves the old output, whole", async (_, name, isMeant, code, words) => {
    const before = oldOutput();
    const real = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      if (isMeant(String(args[0]))) throw fault(code);
      return real(...args);
    }) as never);
    const { stdout, stderr, exitCode } = await synth(plant);
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toContain(words);
    expect(stderr).toContain("Nothing was written; the old output is as it was.");
    jest.restoreAllMocks();
    expect(filesBelow(out)).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(["cdktf.out", "dist"]);
  });
});

describe("what ends a run early", () => {
  test("a signal between two clusters leaves the old output", async () => {
    const before = oldOutput();
    for (const [signal, exitCode] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const ended = await runSynth([plant, "--out", out], quiet({ stopped: () => signal }));
      expect(ended).toEqual({ stdout: "", stderr: expect.stringMatching(/^Stopped\. Nothing was written/), exitCode });
    }
    expect(filesBelow(out)).toEqual(before);
  });

  testWhereProving("Ctrl-C in the middle of a real run leaves the old output, and nothing of its own", async () => {
    const before = oldOutput();
    const many = Array.from({ length: 60 }, (_, index) => ({ ...plantInput(), name: `plant-${index}` }));
    const path = file("many.yaml", JSON.stringify({ clusters: many }));
    const child = spawn(process.execPath, [...COMMAND, "synth", path, "--out", out], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let told = "";
    child.stderr.on("data", (text) => {
      told += String(text);
    });
    const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve([code, signal])));
    const staged = join(out, ".portcullis.staging");
    while (!existsSync(staged) || readdirSync(staged).length < 4) await new Promise((resume) => setTimeout(resume, 20));
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    // On a slow machine a line of progress comes first.
    expect(told.replace(/^\d+ of 60 clusters.*\n/gm, "")).toBe(
      "Stopped. Nothing was written; the old output is as it was.\n",
    );
    expect(filesBelow(out)).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(["cdktf.out", "dist"]);
  });
});

describe("many clusters, in several processes,", () => {
  const many = (change: (index: number) => object) =>
    file(
      "many.json",
      JSON.stringify({
        clusters: Array.from({ length: 60 }, (_, at) => ({ ...plantInput(), name: `plant-${at}`, ...change(at) })),
      }),
    );
  const run = (path: string) =>
    new Promise<{ readonly code: number | null; readonly told: string }>((resolve) => {
      const child = spawn(process.execPath, [...COMMAND, "synth", path, "--out", out], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let told = "";
      child.stderr.on("data", (text) => {
        told += String(text);
      });
      child.on("close", (code) => resolve({ code, told }));
    });

  testWhereProving("are refused with the line of every mistake, and nothing is written", async () => {
    const path = many((at) => (at % 20 === 7 ? { baseline: 7 } : {}));
    const { code, told } = await run(path);
    expect(code).toBe(2);
    expect([...told.matchAll(/many\.json:1:\d+: clusters\[(\d+)\]\.baseline/g)].map(([, at]) => at)).toEqual([
      "7",
      "27",
      "47",
    ]);
    expect(told).toContain("The fleet cannot be used: 3 issues.");
    expect(existsSync(join(out, "cdktf.out"))).toBe(false);
  });

  testWhereProving("are written by one of two runs at once, and the other says so", async () => {
    const path = many(() => ({}));
    const ends = await Promise.all([run(path), run(path)]);
    expect(ends.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(ends.find(({ code }) => code === 2)?.told).toMatch(/another run is writing here \(process \d+\)\n {2}fix/);
    const names = Array.from({ length: 60 }, (_, at) => `plant-${at}`);
    expect([...filesBelow(out).keys()].sort()).toEqual(
      [
        "cdktf.out/manifest.json",
        ...names.flatMap((name) => [`cdktf.out/stacks/${name}/cdk.tf.json`, `dist/${name}.k8s.yaml`]),
      ].sort(),
    );
  });
});

test("Ctrl-C ends a run at once that still waits for its input", async () => {
  const child = spawn(process.execPath, [...COMMAND, "synth", "-", "--out", out], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve([code, signal])));
  setTimeout(() => child.kill("SIGINT"), 500);
  expect(await ended).toEqual([null, "SIGINT"]);
  expect(existsSync(out)).toBe(false);
}, 30_000);

describe("progress", () => {
  const three = () =>
    file(
      "three.yaml",
      stringify(
        { clusters: ["a", "b", "c"].map((name) => ({ ...plantInput(), name })) },
        { aliasDuplicateObjects: false },
      ),
    );

  async function told(isTerminal: boolean, step: number): Promise<string> {
    let text = "";
    let time = 0;
    await runSynth(
      [three(), "--out", out],
      quiet({
        isTerminal,
        tell: (more) => {
          text += more;
        },
        now: () => {
          time += step;
          return time;
        },
      }),
    );
    return text;
  }

  test("is one line on a terminal, with rate and time left, that is taken off at the end, without a colour", async () => {
    const text = await told(true, 1);
    expect(text).toContain("\r1 of 3 clusters, 1.0 a second, 2 s left\x1b[K");
    expect(text.endsWith("\r\x1b[K")).toBe(true);
    expect(text.replaceAll("\x1b[K", "")).not.toMatch(/\p{Cc}(?<!\r)/u);
  });

  test("is a plain line now and then elsewhere, and none for a short run", async () => {
    expect(await told(false, 10)).toMatch(/^1 of 3 clusters, 0\.1 a second, 20 s left\n2 of 3 clusters/);
    expect(await told(false, 0.01)).toBe("");
  });
});

describe("optional packages", () => {
  const without =
    (...names: readonly string[]) =>
    (module: string) => {
      if (names.some((name) => module.startsWith(name))) throw new Error("Cannot find module");
      return module;
    };

  test("are all there, here", () => {
    expect(missingPeers(["cloud", "data-center"])).toEqual([]);
  });

  test("are named where they are missing, those of AWS for cloud clusters alone", () => {
    expect(missingPeers(["edge"], without("@cdktf"))).toEqual([]);
    expect(missingPeers(["cloud"], without("@cdktf"))).toEqual(["@cdktf/provider-aws"]);
    expect(missingPeers(["data-center"], without("cdk8s", "cdktf"))).toEqual(["cdk8s", "cdktf"]);
    expect(describeMissing(["cdk8s", "cdktf"], { cdk8s: "^2.0.0", cdktf: "^0.21.0" })).toBe(
      'This needs cdk8s, cdktf, which are not installed beside portcullis.\n  fix        npm install "cdk8s@^2.0.0" "cdktf@^0.21.0"\n',
    );
  });
});
