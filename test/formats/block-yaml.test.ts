import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Yaml } from "cdk8s";
import { parseAllDocuments } from "yaml";
import { manifestYaml } from "../../lib/formats/manifest-yaml";
import { byLibrary, yamlText } from "../../lib/formats/yaml-text";
import { parsePlainYaml } from "../../lib/guardrails/readers/machine/plain-yaml";
import type { Json } from "../../lib/plan/manifest";
import { anyCharacter, fc, runs } from "../property";

const GOLDEN = join(__dirname, "..", "golden");

/** Every document that the goldens hold. */
const WRITTEN = readdirSync(GOLDEN, { recursive: true })
  .map(String)
  .filter((name) => /\.ya?ml$/.test(name))
  .flatMap((name) => parseAllDocuments(readFileSync(join(GOLDEN, name), "utf8"), { version: "1.1" }))
  .map((document) => document.toJS() as Json);

const text = fc.oneof(
  fc.string({ maxLength: 24 }),
  fc.string({ unit: anyCharacter, maxLength: 8 }),
  fc
    .array(fc.constantFrom(...["a", "b c", "", " ", "- x", "a: b", "#", "'", '"', "yes", "0600", "\t", "---"]), {
      maxLength: 4,
    })
    .map((lines) => lines.join("\n")),
  fc.constantFrom(
    "no",
    "on",
    "1e3",
    "0x1",
    "12:30",
    "~",
    "null",
    "=",
    "<<",
    "%a",
    "---",
    "...",
    "- ",
    "? ",
    "a: b",
    "a #b",
    "",
    " ",
    "2001-01-01",
    ".5",
    "1_000",
    "!x",
    "&x",
    "*x",
    "@",
    "`",
    "y",
  ),
);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe("the quick writer of YAML", () => {
  test("writes every manifest of the goldens as cdk8s does, and it reads back the same", () => {
    let quick = 0;
    for (const document of WRITTEN) {
      const written = manifestYaml(document);
      if (written === undefined) continue;
      quick += 1;
      expect(written).toBe(Yaml.stringify(document));
      const read = parsePlainYaml(written);
      if (read !== undefined) expect(read).toEqual([document]);
    }
    expect(quick).toBeGreaterThan(0.9 * WRITTEN.length);
  });

  test("writes whatever it writes as cdk8s does", () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = manifestYaml(value);
        if (written !== undefined) expect(written).toBe(Yaml.stringify(value));
      }),
      { numRuns: runs(1_000) },
    );
  });

  test("writes machines' files as the library does", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(yamlText(value)).toBe(byLibrary(value));
      }),
      { numRuns: runs(1_000) },
    );
  });

  test.each<[string, Json]>([
    ["a text of lines that ends in blanks", { a: "b\n \n" }],
    ["a text of lines that begins with a blank", { a: " b\nc" }],
    ["characters beyond ASCII", { a: "é" }],
    ["a mark of a document", { a: "--- b" }],
    ["a number with a fraction", { a: 1.5 }],
    ["a key too long for one line", { ["k".repeat(300)]: 1 }],
    ["a text alone", "a"],
    ["nothing in it", {}],
  ])("leaves %s to the library", (_what, value) => {
    expect(manifestYaml(value)).toBeUndefined();
  });
});
