import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const HOOK = join(ROOT, "scripts", "from-source.cjs");

function blocks(page: string, language: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map((match) => match[1] ?? "");
}

let folder: string;

// Inside the checkout, so that the blocks resolve `portcullis` and the frameworks like any file of ours.
beforeAll(() => {
  mkdirSync(join(ROOT, ".scratch"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".scratch", "docs-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the README's example", () => {
  const [example = "", careless = ""] = blocks("README.md", "ts");
  const [refusal = ""] = blocks("README.md", "text");

  function run(code: string): { status: number; stdout: string; stderr: string } {
    const cwd = mkdtempSync(join(folder, "run-"));
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
    expect(run(example)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("is refused with one more line, by the message that the README shows", () => {
    const changed = example.replace("  app.synth();", `  ${careless.trim()}\n  app.synth();`);
    expect(changed).not.toBe(example);
    const { status, stderr } = run(changed);
    expect(status).toBe(2);
    // The path of the program is this test's own.
    expect(stderr.replace(/created {4}.*infra\.ts/, "created    infra.ts").trim()).toBe(refusal.trim());
  });
});
