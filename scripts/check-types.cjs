// What `npm run typecheck` runs: compiles lib/ into build/, then checks apps/, test/ and the documentation's TypeScript
// blocks against it, so that every file is checked once. What did not change since the last run is not checked again.
"use strict";
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { spawnSync } = require("node:child_process");

const root = join(__dirname, "..");
const blocks = join(root, ".scratch", "docs");

/** Blocks that stand alone, which begin with an import; their files carry the page's name into the compiler's messages. */
function writeBlocks() {
  rmSync(blocks, { recursive: true, force: true });
  mkdirSync(blocks, { recursive: true });
  const docs = readdirSync(join(root, "docs"), { recursive: true }).map((name) => join("docs", String(name)));
  let count = 0;
  for (const page of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...docs].filter((name) =>
    name.endsWith(".md"),
  )) {
    const found = [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
      ([, code]) => code,
    );
    for (const [index, code] of found.filter((text) => /^import /m.test(text)).entries()) {
      writeFileSync(join(blocks, `${page.replace(/\W/g, "-")}-${index + 1}.ts`), `${code}\nexport {};\n`);
      count += 1;
    }
  }
  if (count < 4) throw new Error(`only ${count} TypeScript blocks stand alone in the documentation`);
}

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

writeBlocks();
run([join(__dirname, "build.cjs"), "--incremental"]);
run([join(root, "node_modules", "typescript-native", "bin", "tsc"), "-b", "tsconfig.checks.json"]);
