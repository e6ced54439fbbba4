// Compiles lib/ to build/: CommonJS with declarations. The folder is emptied first, so that
// a file that left lib/ leaves the package too.
"use strict";
const { rmSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");

const root = join(__dirname, "..");
rmSync(join(root, "build"), { recursive: true, force: true });
const tsc = require.resolve("typescript/bin/tsc");
const run = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], { stdio: "inherit" });
process.exit(run.status ?? 1);
