// Compiles lib/ to build/: CommonJS with declarations. The folder is emptied first; with --incremental only what changed
// is compiled, and what was compiled from a file that left lib/ is taken away.
"use strict";
const { existsSync, readdirSync, rmSync } = require("node:fs");
const { join, relative } = require("node:path");
const { spawnSync } = require("node:child_process");

const root = join(__dirname, "..");
const build = join(root, "build");
if (!process.argv.includes("--incremental")) rmSync(build, { recursive: true, force: true });
const tsc = join(root, "node_modules", "typescript-native", "bin", "tsc");
const run = spawnSync(process.execPath, [tsc, "-b", join(root, "tsconfig.build.json")], { stdio: "inherit" });
if (run.status !== 0) process.exit(run.status ?? 1);

for (const entry of readdirSync(build, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  const source = join(root, "lib", relative(build, file).replace(/(\.d\.ts|\.js)$/, ".ts"));
  if (entry.isFile() && source.endsWith(".ts") && !existsSync(source)) rmSync(file);
}
