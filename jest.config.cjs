"use strict";
const manifest = require("./package.json");

// `portcullis/...` resolves to lib/ through the exports map, as it does for users.
const published = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target !== "string")
  .map(([name, target]) => [
    `^${manifest.name}${name.slice(1)}$`,
    target.default.replace("./build/", "<rootDir>/lib/").replace(/\.js$/, ".ts"),
  ]);

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testSequencer: "<rootDir>/test/runner/heavy-first.cjs",
  globalSetup: "<rootDir>/test/runner/temporary-folder.cjs",
  globalTeardown: "<rootDir>/test/runner/remove-temporary-folder.cjs",
  setupFiles: ["<rootDir>/test/runner/no-token-traces.ts", "<rootDir>/test/runner/own-output-folder.ts"],
  // Five seconds are too few for a synthesis on a machine that has other work.
  testTimeout: 30_000,
  // Jest's own choice is one worker fewer than there are cores, which is one on a machine with two.
  maxWorkers: "100%",
  moduleNameMapper: Object.fromEntries(published),
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/build/", "<rootDir>/cdktf.out/", "<rootDir>/dist/"],
};
