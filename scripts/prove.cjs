// What `npm run prove` runs: a control plane started from the written files is attacked (test/range, as root); real
// programs read what was written (test/conformance); then the tests of `npm test` once more and whole, with what takes
// seconds each, five times the inputs, 10,000 cases, 100 syntheses and every mutant. It installs or builds what it lacks;
// a program that is missing then is a failure, never a test left out. Names of suites run those alone
// (`npm run prove -- conformance whole`), paths go to jest. `--kubernetes=1.34,1.36` names the versions of Kubernetes that
// the proving ground attacks, in place of 1.35 and 1.37. `--nodes` adds whole nodes (test/range/nodes, on 1.35), with kubelets
// and containers. `--idle=10` counts for ten minutes, in place of one, what is recorded while nobody does anything.
"use strict";
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");
const { installPrograms } = require("./install-programs.cjs");
const { reportTests } = require("./test-report.cjs");

const root = join(__dirname, "..");
const WHOLE = { PORTCULLIS_CASES: "10000", PORTCULLIS_SYNTHESES: "100", PORTCULLIS_MUTANTS: "all" };

/** Suites, one after the other: what listens and waits is disturbed by what computes. */
const SUITES = {
  // Two control planes at a time: attacks mostly wait, for leases, renewals and counters.
  range: ["--maxWorkers=2", "test/range/", "--testPathIgnorePatterns=test/range/nodes/"],
  conformance: ["test/conformance/"],
  whole: ["--testMatch", "**/test/rooms/*.room.ts"],
};

const WHOLE_NODES = ["--runInBand", "test/range/nodes/"];
const NODES = "--nodes";
const KUBERNETES = "--kubernetes=";
const IDLE = "--idle=";
const words = process.argv.slice(2);
const versions = words.find((word) => word.startsWith(KUBERNETES))?.slice(KUBERNETES.length) ?? "1.35,1.37";
const idle = words.find((word) => word.startsWith(IDLE))?.slice(IDLE.length) ?? "1";
const named = words.filter((word) => !word.startsWith(KUBERNETES) && !word.startsWith(IDLE) && word !== NODES);
const asked =
  named.length === 0
    ? Object.values(SUITES)
    : named.every((name) => name in SUITES)
      ? named.map((name) => SUITES[name])
      : [named];
// With no other word, `--nodes` is all of it; with names of suites it is one more.
const suites = words.includes(NODES) ? [...asked, WHOLE_NODES] : asked;
if (asked.includes(SUITES.range) && !words.includes(NODES))
  console.log(`portcullis: whole nodes (test/range/nodes) are not asked for: npm run prove -- ${NODES}`);

const isIn = (folder) => suites.some((suite) => suite.some((word) => word.startsWith(folder)));
const { env, missing } = installPrograms({
  kubernetes: isIn("test/range") ? versions.split(",") : [],
  nodes: isIn("test/range/nodes"),
});
for (const what of missing) console.error(`portcullis: missing: ${what}`);

const folder = mkdtempSync(join(tmpdir(), "portcullis-prove-"));
let proven = missing.length === 0;
for (const [index, suite] of suites.entries()) {
  const json = join(folder, `jest-${index}.json`);
  const args = [require.resolve("jest/bin/jest"), "--json", `--outputFile=${json}`, ...suite];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...WHOLE, ...env, PORTCULLIS_PROVE: "1", PORTCULLIS_KUBERNETES: versions, PORTCULLIS_IDLE_MINUTES: idle },
    stdio: "inherit",
  });
  const skipped = reportTests(json);
  if (skipped) console.error("portcullis: a test was skipped, so what it shows is not proven");
  proven &&= status === 0 && !skipped;
}
rmSync(folder, { recursive: true, force: true });
process.exit(proven ? 0 : 1);
