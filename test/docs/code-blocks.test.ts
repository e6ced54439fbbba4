import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OVERRIDABLE } from "../../lib/fleet-file/overridable";
import { readFleet } from "../../lib/fleet-file/read-fleet";
import { testWhereProving } from "../proving";

const ROOT = join(__dirname, "..", "..");
const HOOK = join(ROOT, "scripts", "from-source.cjs");

function blocks(page: string, language: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map((match) => match[1] ?? "");
}

let folder: string;
/** Where the README's program has written, for what is compared with it. */
const EXAMPLE = { cwd: "" };

// Inside the checkout, so that the blocks resolve `portcullis` and the frameworks like any file of ours.
beforeAll(() => {
  mkdirSync(join(ROOT, ".scratch"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".scratch", "docs-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the README's example", () => {
  const [example = "", careless = ""] = blocks("README.md", "ts");
  const [refusal = ""] = blocks("README.md", "text");

  function run(
    code: string,
    cwd = mkdtempSync(join(folder, "run-")),
  ): { status: number; stdout: string; stderr: string } {
    writeFileSync(join(cwd, "infra.ts"), code);
    try {
      const stdout = execFileSync(process.execPath, ["--require", HOOK, "infra.ts"], {
        cwd,
        encoding: "utf8",
        stdio: "pipe",
      });
      return { status: 0, stdout, stderr: "" };
    } catch (error) {
      return error as { status: number; stdout: string; stderr: string };
    }
  }

  test("writes its stack", () => {
    EXAMPLE.cwd = mkdtempSync(join(folder, "run-"));
    expect(run(example, EXAMPLE.cwd)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  testWhereProving("is refused with one more line, by the message that the README shows", () => {
    const changed = example.replace("  app.synth();", `  ${careless.trim()}\n  app.synth();`);
    expect(changed).not.toBe(example);
    const { status, stderr } = run(changed);
    expect(status).toBe(2);
    // The path of the program is this test's own.
    expect(stderr.replace(/created {4}.*infra\.ts/, "created    infra.ts").trim()).toBe(refusal.trim());
  });
});

describe("the README's fleet file", () => {
  const [fleet = "", looser = ""] = blocks("README.md", "yaml");
  const [, refusal = ""] = blocks("README.md", "text");
  const COMMAND = join(ROOT, "lib", "cli", "portcullis.ts");

  function synth(text: string): { cwd: string; status: number | null; stdout: string; stderr: string } {
    const cwd = mkdtempSync(join(folder, "fleet-"));
    writeFileSync(join(cwd, "clusters.yaml"), text);
    const args = ["--require", HOOK, COMMAND, "synth", "clusters.yaml"];
    return { cwd, ...spawnSync(process.execPath, args, { cwd, encoding: "utf8" }) };
  }

  testWhereProving("writes its cluster as it stands, the stack by the same bytes as the program above it", () => {
    const { cwd, status, stdout, stderr } = synth(fleet);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Findings: none");
    expect(readdirSync(join(cwd, "dist"))).toEqual(["payments-prod.k8s.yaml"]);
    const typed = JSON.parse(readFileSync(join(EXAMPLE.cwd, "cdktf.out/stacks/payments-prod/cdk.tf.json"), "utf8"));
    const written = JSON.parse(readFileSync(join(cwd, "cdktf.out/stacks/payments-prod/cdk.tf.json"), "utf8"));
    // The program adds an output of its own.
    for (const outputs of [typed.output, typed["//"].outputs["payments-prod"]]) delete outputs["cluster-name"];
    expect(written).toEqual(typed);
  });

  testWhereProving("is refused with one more line, by the message that the README shows", () => {
    const { cwd, status, stdout, stderr } = synth(`${fleet}${looser}`);
    expect([status, stdout, readdirSync(cwd)]).toEqual([2, "", ["clusters.yaml"]]);
    expect(stderr.trim()).toBe(refusal.trim());
  });
});

test("the fleet file of docs/command.md is one", () => {
  const read = readFleet([{ name: "docs", text: blocks("docs/command.md", "yaml")[0] ?? "" }]);
  expect(read.ok ? read.clusters.map(({ spec }) => spec.name) : read.issues).toEqual(["store-lyon", "store-nice"]);
});

test("docs/command.md says over which defaults a cluster may write", () => {
  const page = readFileSync(join(ROOT, "docs", "command.md"), "utf8");
  const table = page.slice(page.indexOf("| Field |"), page.indexOf("| every other field"));
  const named = [...table.matchAll(/`([\w.]+)`/g)].map((match) => match[1]);
  expect(named.sort()).toEqual([...OVERRIDABLE.keys()].sort());
});
