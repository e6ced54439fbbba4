// What `npm test` runs: types, lint, then the tests. Arguments go to jest (`npm test -- test/spec`).
// Where PORTCULLIS_TEST_REPORT names a file, "passed failed skipped" of the tests is written into it.
"use strict";
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { spawn } = require("node:child_process");

const root = join(__dirname, "..");

function run(name, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("close", (code) => resolve({ name, ok: code === 0 }));
  });
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-test-"));
  const json = join(folder, "jest.json");
  // Types and lint first and side by side: they are short, and a test of code that does not compile says little.
  const results = await Promise.all([
    run("types", [require.resolve("typescript/bin/tsc"), "--noEmit"]),
    run("lint", [require.resolve("@biomejs/biome/bin/biome"), "lint", "--error-on-warnings", "."]),
  ]);
  results.push(await run("tests", [require.resolve("jest/bin/jest"), "--json", `--outputFile=${json}`, ...process.argv.slice(2)]));

  if (process.env.PORTCULLIS_TEST_REPORT) {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(json, "utf8"));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    writeFileSync(process.env.PORTCULLIS_TEST_REPORT, `${numPassedTests} ${failed} ${numPendingTests}\n`);
  }
  rmSync(folder, { recursive: true, force: true });
  const broken = results.filter((result) => !result.ok).map((result) => result.name);
  if (broken.length > 0) console.error(`portcullis: ${broken.join(", ")} failed`);
  process.exit(broken.length === 0 ? 0 : 1);
}

main();
