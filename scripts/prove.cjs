// What `npm run prove` runs: real programs read what was written (test/conformance), and the two long attacks on the judge
// are tried whole, 10,000 cases and 100 syntheses and every mutant. It installs or builds what it lacks; a program that
// is missing then is a failure, never a test left out. Arguments go to jest instead (`npm run prove -- test/conformance`).
"use strict";
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");
const { installPrograms } = require("./install-programs.cjs");
const { reportTests } = require("./test-report.cjs");

const root = join(__dirname, "..");
const WHOLE = { PORTCULLIS_CASES: "10000", PORTCULLIS_SYNTHESES: "100", PORTCULLIS_MUTANTS: "all" };
const TESTS = ["test/conformance/", "test/guardrails/no-input-opens", "test/guardrails/mutation"];

const { env, missing } = installPrograms();
for (const what of missing) console.error(`portcullis: missing: ${what}`);

const folder = mkdtempSync(join(tmpdir(), "portcullis-prove-"));
const json = join(folder, "jest.json");
const named = process.argv.slice(2);
const args = [
  require.resolve("jest/bin/jest"),
  "--json",
  `--outputFile=${json}`,
  ...(named.length > 0 ? named : TESTS),
];
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  env: { ...WHOLE, ...env, PORTCULLIS_PROVE: "1" },
  stdio: "inherit",
});
const skipped = reportTests(json);
rmSync(folder, { recursive: true, force: true });
if (skipped) console.error("portcullis: a test was skipped, so what it shows is not proven");
process.exit(status === 0 && missing.length === 0 && !skipped ? 0 : 1);
