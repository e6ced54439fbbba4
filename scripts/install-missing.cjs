// Installs the locked dependencies where they are missing or older than the lock file, so that
// `npm start` and `npm test` work in a fresh clone. Does nothing, in milliseconds, otherwise.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");

const root = join(__dirname, "..");
const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
const installedLock = join(root, "node_modules", ".package-lock.json");

function isComplete() {
  if (!existsSync(installedLock)) return false;
  const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional === true || installed[path]?.version === entry.version,
  );
}

if (!isComplete()) {
  console.log(
    "portcullis: installing the locked dependencies (once; about 650 MB, most of it the AWS provider bindings)",
  );
  // --include=dev: NODE_ENV=production on the machine would otherwise leave the test tools out.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--include=dev"], { cwd: root, stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
