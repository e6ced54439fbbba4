// Lets Node run the TypeScript in apps/ and lib/ without a build step: `node --require` this file.
// Types are stripped by swc (checking them is `npm run typecheck`), and `portcullis/...` resolves to
// lib/ through the same exports map that the published package uses, so apps/ import what users import.
"use strict";
const Module = require("node:module");
const { join, sep } = require("node:path");
const { transformSync } = require("@swc/core");
const manifest = require("../package.json");

const root = join(__dirname, "..");

Module._extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(require("node:fs").readFileSync(filename, "utf8"), {
    filename,
    sourceMaps: "inline",
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  });
  module._compile(code, filename);
};
process.setSourceMapsEnabled(true);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const inside = parent?.filename?.startsWith(root + sep);
  if (inside && (request === manifest.name || request.startsWith(`${manifest.name}/`))) {
    const target = manifest.exports[`.${request.slice(manifest.name.length)}`];
    if (target !== undefined && typeof target !== "string") {
      const source = target.default.replace(/^\.\/build\//, "lib/").replace(/\.js$/, ".ts");
      return resolveFilename.call(this, join(root, source), parent, ...rest);
    }
  }
  return resolveFilename.call(this, request, parent, ...rest);
};
