// Builds lib/ into build/, which is what the package holds: the declarations that TypeScript makes, one file with all modules,
// and a file for each of the package's entries. One file because several hundred take longer to find and open than to run; in
// it every module stands as TypeScript wrote it and runs when it is first asked for. What is installed beside the library stays
// outside, but for the part of zod that is used. With --incremental only what changed is compiled.
"use strict";
const { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require("node:fs");
const { dirname, join, posix, relative } = require("node:path");
const { spawnSync } = require("node:child_process");
const esbuild = require("esbuild");
const { packZod } = require("./pack-zod.cjs");
const manifest = require("../package.json");

const root = join(__dirname, "..");
const compiled = join(root, ".scratch", "compiled");
const build = join(root, "build");
const ALL = "modules/portcullis.js";

function compile() {
  if (!process.argv.includes("--incremental")) rmSync(compiled, { recursive: true, force: true });
  const tsc = join(root, "node_modules", "typescript-native", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-b", join(root, "tsconfig.build.json")], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  // What was compiled from a file that has left lib/.
  for (const file of filesIn(compiled)) {
    const source = join(root, "lib", relative(compiled, file).replace(/(\.d\.ts|\.js)$/, ".ts"));
    if (source.endsWith(".ts") && !existsSync(source)) rmSync(file);
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Where modules are entered: by the package's names, by the command, and by the processes that a fleet starts. */
function entries() {
  const exported = Object.values(manifest.exports).flatMap((to) => (typeof to === "string" ? [] : [to.default]));
  const named = exported.map((path) => ({ path: posix.relative("build", path), runs: false }));
  return [
    ...named,
    { path: posix.relative("build", manifest.bin.portcullis), runs: true },
    // Beside the modules, for it is started by its place there.
    { path: "fleet/worker.js", written: "modules/worker.js", runs: true },
  ];
}

/**
 * The names that each of the package's entries exports, so that programs in ES modules can import them by name, and the modules
 * behind all of them.
 */
function whatIsBehind(paths) {
  const { metafile } = esbuild.buildSync({
    entryPoints: paths.map((path) => path.replace(/\.js$/, ".ts")),
    absWorkingDir: join(root, "lib"),
    outdir: "unwritten",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const outputs = Object.values(metafile.outputs);
  const asCompiled = (path) => path.replace(/\.ts$/, ".js");
  return {
    names: new Map(outputs.map(({ entryPoint, exports }) => [asCompiled(entryPoint), exports])),
    modules: new Set(Object.keys(metafile.inputs).map(asCompiled)),
  };
}

function pack() {
  const all = entries();
  const { names, modules: ofLibrary } = whatIsBehind(all.filter(({ runs }) => !runs).map(({ path }) => path));
  esbuild.buildSync({
    stdin: {
      contents: all.map(({ path }) => `exports["${path}"] = () => require("./${path}");`).join("\n"),
      resolveDir: compiled,
    },
    absWorkingDir: compiled,
    outfile: join(build, ALL),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  const late = withLateLoading(readFileSync(join(build, ALL), "utf8"));
  const packed = packZod(late, join(build, "modules", "zod.js"));
  writeFileSync(join(build, ALL), inAscii(compiledAtOnce(packed, ofLibrary)));
  for (const { path, written = path, runs } of all) {
    const from = posix.relative(posix.dirname(written), ALL);
    const load = `require("${from.startsWith(".") ? from : `./${from}`}")["${path}"]()`;
    const text = runs
      ? `#!/usr/bin/env node\n"use strict";\n${load};\n`
      : `"use strict";\nmodule.exports = ${load};\n// For programs in ES modules, which read the names and do not run this.\n0 && (module.exports = { ${names.get(path).join(", ")} });\n`;
    mkdirSync(dirname(join(build, written)), { recursive: true });
    writeFileSync(join(build, written), text, runs ? { mode: 0o755 } : {});
  }
}

/**
 * Resource types of a provider are loaded when the first of them is made: their modules are large, and no cluster has all. So is
 * the library for YAML, which is asked where something is not plain. A module that uses one otherwise than by its names stays
 * as it is.
 */
function withLateLoading(text) {
  const REQUIRE = /^( *)var (\w+) = (require\("(?:@cdktf\/provider-aws\/lib\/[\w-]+|yaml)"\));$/gm;
  let found = 0;
  const late = text.replace(/^var require_\w+ = __commonJS\(\{$[\s\S]*?^\}\);$/gm, (module) =>
    [...module.matchAll(REQUIRE)].reduce((changed, [line, indent, name, load]) => {
      const uses = changed.split(new RegExp(`\\b${name}\\b`)).length - 2;
      const byName = changed.split(new RegExp(`\\b${name}\\.`));
      if (uses !== byName.length - 1) return changed;
      found += 1;
      return byName
        .join(`(${name}()).`)
        .replace(line, `${indent}var ${name} = () => (${name}_ ??= ${load}), ${name}_;`);
    }, module),
  );
  if (found === 0)
    throw new Error("nothing is loaded late any more: the packed file has another form than scripts/build.cjs knows");
  return late;
}

/**
 * What a program that imports the library runs in any case stands in brackets: Node's engine then compiles it where it reads it, and
 * does not first look for its end, to read it a second time. The command's own modules are read when they are asked for.
 *
 * @see https://v8.dev/blog/preparser#pife
 */
function compiledAtOnce(text, modules) {
  const MODULE = /^(var require_\w+ = __commonJS\(\{\n {2}"([^"]+)")(\([^)]*\) \{\n[\s\S]*?^ {2}\})(\n\}\);)$/gm;
  const found = new Set();
  const changed = text.replace(MODULE, (module, start, path, body, end) => {
    if (!modules.has(path)) return module;
    found.add(path);
    return `${start}: (function${body})${end}`;
  });
  if (found.size < modules.size / 2)
    throw new Error(
      `${found.size} modules of ${modules.size} were found: the packed file has another form than scripts/build.cjs knows`,
    );
  return changed;
}

/** Node reads and keeps text that is all ASCII in half the time and memory. What esbuild leaves stands in regular expressions. */
function inAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

compile();
rmSync(build, { recursive: true, force: true });
for (const file of filesIn(compiled).filter((name) => name.endsWith(".d.ts")))
  cpSync(file, join(build, relative(compiled, file)));
pack();
