// Writes lib/fleet-file/field-meanings.ts: what every field of a description means, from the doc comments of lib/spec. The
// schema for editors and `portcullis explain` show it; a test compares the file with what this gives.
"use strict";
const { execFileSync } = require("node:child_process");
const { join } = require("node:path");
const { writeFileSync } = require("node:fs");
const ts = require("typescript");

const ROOT = join(__dirname, "..");
const SOURCES = [join(ROOT, "lib", "spec", "cluster-spec.ts"), join(ROOT, "lib", "fleet-file", "state.ts")];

/** The keys whose literal tells the alternatives of a union apart; lib/fleet-file/json-schema.ts has the same. */
const TELLING = ["kind", "method", "mode", "dialect", "to"];

function fieldMeanings() {
  const program = ts.createProgram(SOURCES, {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    lib: ["lib.es5.d.ts"],
    types: [],
    noResolve: false,
  });
  const checker = program.getTypeChecker();
  const meanings = new Map();

  const exported = (file, name) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    const symbol = checker.getExportsOfModule(module).find((one) => one.name === name);
    return checker.getDeclaredTypeOfSymbol(symbol);
  };
  const partsOf = (type) => (type.isUnion() ? type.types : [type]);
  const isNothing = (type) => (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0;
  const elementOf = (type) => checker.getIndexInfoOfType(type, ts.IndexKind.Number)?.type;
  const isRecord = (type) => (type.flags & ts.TypeFlags.Object) !== 0 && elementOf(type) === undefined;
  const literalIn = (type) => {
    for (const key of TELLING) {
      const property = type.getProperty(key);
      const value = property && checker.getTypeOfSymbol(property);
      if (value?.isStringLiteral()) return `<${value.value}>`;
    }
    return "";
  };

  function walk(type, path) {
    for (const part of partsOf(type)) {
      if (isNothing(part)) continue;
      const element = elementOf(part);
      if (element !== undefined && (part.flags & ts.TypeFlags.Object) !== 0) walk(element, `${path}[]`);
      else if (isRecord(part)) walkRecord(part, path);
    }
  }

  function walkRecord(type, path) {
    // The whole description is told apart by its profile.
    const place = path === "" ? "" : `${path}${literalIn(type)}.`;
    for (const property of type.getProperties()) {
      const name = `${place}${property.name}`;
      note(name, property);
      walk(checker.getTypeOfSymbol(property), name);
    }
  }

  function note(name, property) {
    // Where a field says nothing, what it holds does.
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
    const said = [property, type.aliasSymbol, type.isUnion() ? undefined : type.symbol]
      .filter(
        (symbol) =>
          symbol !== undefined &&
          symbol.name !== "__type" &&
          symbol.name !== "Array" &&
          symbol.name !== "ReadonlyArray",
      )
      .map((symbol) => plain(ts.displayPartsToString(symbol.getDocumentationComment(checker))));
    const meaning = said.find((text) => text !== "") ?? "";
    const tags = property.getJsDocTags(checker);
    const tag = (wanted) =>
      tags.filter(({ name: one }) => one === wanted).map(({ text }) => plain(ts.displayPartsToString(text)));
    const [byDefault] = tag("default");
    const entry = {
      ...(meaning !== "" && { meaning }),
      ...(byDefault !== undefined && { default: byDefault.replace(/^- /, "") }),
      ...(tag("see").length > 0 && { see: tag("see") }),
    };
    if (Object.keys(entry).length === 0 || meanings.has(name)) return;
    meanings.set(name, entry);
  }

  for (const name of ["CloudClusterInput", "DataCenterClusterInput", "EdgeClusterInput"])
    walk(exported(SOURCES[0], name), "");
  walk(exported(SOURCES[1], "FleetState"), "state");
  return new Map([...meanings].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function plain(text) {
  return text
    .replace(/\s+/g, " ")
    .replace(/\{@link (\w+)\}/g, "$1")
    .trim();
}

function fileOf(meanings) {
  return [
    "/** What a field means, as its doc comment in lib/spec says. */",
    "export interface FieldMeaning {",
    "  readonly meaning?: string;",
    "  readonly default?: string;",
    "  readonly see?: readonly string[];",
    "}",
    "",
    "/** By path; `[]` stands for an element, `<edge>` for the alternative that a literal names. Written by scripts/write-field-meanings.cjs. */",
    `export const FIELD_MEANINGS: Readonly<Record<string, FieldMeaning>> = ${JSON.stringify(Object.fromEntries(meanings), undefined, 2)};`,
    "",
  ].join("\n");
}

/** Writes the file as the formatter leaves it. */
function writeFieldMeanings() {
  const path = join(ROOT, "lib", "fleet-file", "field-meanings.ts");
  writeFileSync(path, fileOf(fieldMeanings()));
  execFileSync(process.execPath, [require.resolve("@biomejs/biome/bin/biome"), "format", "--write", path], {
    cwd: ROOT,
    stdio: "ignore",
  });
}

module.exports = { fieldMeanings, writeFieldMeanings };
if (require.main === module) writeFieldMeanings();
