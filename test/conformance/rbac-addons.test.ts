import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programPath, testUnless } from "./programs";

const ROOT = join(__dirname, "..", "..");

// The Go command fetches the modules that hold the manifests, at pinned versions that it checks.
testUnless(
  programPath("go") === undefined ? "go is not on the PATH" : undefined,
  "docs/rbac.md says what is found today in the roles of well-known add-ons",
  () => {
    const script = ["--require", "./scripts/from-source.cjs", "scripts/measure-addons.cjs"];
    const table = execFileSync(process.execPath, script, { cwd: ROOT, encoding: "utf8", timeout: 300_000 });
    expect(table.split("\n").length).toBeGreaterThan(10);
    expect(readFileSync(join(ROOT, "docs", "rbac.md"), "utf8")).toContain(table);
  },
);
