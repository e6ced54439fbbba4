// Lets Node run the TypeScript in apps/ and lib/ without a build step: `node --require` this file.
// Types are stripped by swc (checking them is `npm run typecheck`), and `portcullis/...` resolves to
// lib/ through the same exports map that the published package uses, so apps/ import what users import.
"use strict";
const Module = require("node:module");
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join, sep } = require("node:path");
const { version } = require("@swc/core/package.json");
const manifest = require("../package.json");

const root = join(__dirname, "..");

const stripped = join(root, ".scratch", "from-source");

/** The file without its types; kept by its content, since stripping hundreds of files takes longer than running them. */
function stripTypes(filename) {
  const source = readFileSync(filename, "utf8");
  const kept = join(stripped, createHash("sha1").update(`${version}\0${filename}\0${source}`).digest("hex"));
  try {
    return readFileSync(kept, "utf8");
  } catch {
    const { code } = require("@swc/core").transformSync(source, {
      filename,
      sourceMaps: "inline",
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      module: { type: "commonjs" },
    });
    mkdirSync(stripped, { recursive: true });
    // Another process may read it at this moment.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
    return code;
  }
}

Module._extensions[".ts"] = (module, filename) => module._compile(stripTypes(filename), filename);
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
