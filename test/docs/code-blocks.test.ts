import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const HOOK = join(ROOT, "scripts", "from-source.cjs");

const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs"), { recursive: true }).map((name) => join("docs", String(name)))].filter(
  (page) => page.endsWith(".md"),
);

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

test("every TypeScript block of the README and the docs that stands alone compiles", () => {
  const files = pages.flatMap((page) =>
    blocks(page, "ts")
      .filter((code) => /^import /m.test(code))
      .map((code, index) => {
        const file = join(folder, `${page.replace(/\W/g, "-")}-${index}.ts`);
        writeFileSync(file, `${code}\nexport {};\n`);
        return file;
      }),
  );
  expect(files.length).toBeGreaterThan(3);
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ extends: "../../tsconfig.json", files, include: [] }));
  try {
    execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", config], { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout);
  }
}, 30_000);

describe("the README's example", () => {
  const [example = "", careless = ""] = blocks("README.md", "ts");
  const [refusal = ""] = blocks("README.md", "text");

  function run(code: string): { status: number; stdout: string; stderr: string } {
    const cwd = mkdtempSync(join(folder, "run-"));
    writeFileSync(join(cwd, "infra.ts"), code);
    try {
      const stdout = execFileSync(process.execPath, ["--require", HOOK, "infra.ts"], { cwd, encoding: "utf8", stdio: "pipe" });
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
