// The part of zod that the packed library uses, as one file beside it: zod opens ninety files, two thirds of them languages of
// messages, and takes three times as long to load as what is used of it. The package goes on depending on the same version, whose
// types its declarations name, so that whoever audits a project's dependencies sees it.
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const esbuild = require("esbuild");

const zod = dirname(require.resolve("zod/package.json"));

/** What the modules ask zod for. Names alone can be followed: anything else would find something missing when it runs. */
function namesAskedFor(text) {
  const uses = [...text.matchAll(/\bzod_\d+\b(?:\.z\.(\w+))?/g)].filter(
    ({ index }) => !/\bvar $/.test(text.slice(0, index)),
  );
  const others = uses.filter(([, name]) => name === undefined);
  if (uses.length === 0 || others.length > 0)
    throw new Error(
      `zod is used in ${others.length} places otherwise than as z.name; scripts/pack-zod.cjs follows names alone`,
    );
  return [...new Set(uses.map(([, name]) => name))].sort();
}

/** Writes the file, and gives the modules with the place of it in the place of the package. */
function packZod(text, file) {
  const names = namesAskedFor(text);
  const asWritten = names.map((name) => `${name} as ${name}_`).join(", ");
  esbuild.buildSync({
    stdin: {
      contents: `import { ${asWritten} } from "zod"; export const z = { ${names.map((name) => `${name}: ${name}_`).join(", ")} };`,
      resolveDir: dirname(zod),
    },
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    charset: "ascii",
    // The modules of ECMAScript, of which what is not used can be left out.
    conditions: ["import"],
    mainFields: ["module"],
    logLevel: "error",
  });
  const licence = readFileSync(join(zod, "LICENSE"), "utf8").trim();
  const { version } = require("zod/package.json");
  const said = `Of zod ${version}, https://zod.dev, what is used here.\n\n${licence}`;
  writeFileSync(file, `/*\n${said}\n*/\n${readFileSync(file, "utf8")}`);
  return text.replaceAll('require("zod")', 'require("./zod.js")');
}

module.exports = { packZod };
