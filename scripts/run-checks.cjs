// What `npm test` runs: types, lint, and the tests by rooms (test/rooms). Arguments go to jest (`npm test -- test/spec`).
"use strict";
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { spawn } = require("node:child_process");
const { reportTests } = require("./test-report.cjs");

const root = join(__dirname, "..");

function start(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  const done = new Promise((resolve) => {
    child.on("close", (code) => resolve({ name, ok: code === 0 }));
  });
  return { pid: child.pid, done };
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-test-"));
  const json = join(folder, "jest.json");
  // All three side by side. The tests of the package wait for the compiled library, which the types leave in build/.
  const types = start("types", [join(__dirname, "check-types.cjs")]);
  const lint = start("lint", [require.resolve("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]);
  const named = process.argv.slice(2);
  const which = named.length > 0 ? named : ["--testMatch", "**/test/rooms/*.room.ts"];
  const jest = [require.resolve("jest/bin/jest"), "--json", `--outputFile=${json}`, ...which];
  const tests = start("tests", jest, { PORTCULLIS_BUILDING: String(types.pid) });
  const results = await Promise.all([types.done, lint.done, tests.done]);

  reportTests(json);
  rmSync(folder, { recursive: true, force: true });
  const broken = results.filter((result) => !result.ok).map((result) => result.name);
  if (broken.length > 0) console.error(`portcullis: ${broken.join(", ")} failed`);
  process.exit(broken.length === 0 ? 0 : 1);
}

main();
