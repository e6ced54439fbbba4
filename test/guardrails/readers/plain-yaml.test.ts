import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlainYaml } from "../../../lib/guardrails/readers/machine/plain-yaml";
import { parseBothVersions } from "../../../lib/guardrails/readers/machine/strict-yaml";
import { Random } from "../../oracle/random";

const GOLDEN = join(__dirname, "..", "..", "golden");

/** Every YAML that the goldens hold, and the files inside of user data. */
const WRITTEN = readdirSync(GOLDEN, { recursive: true })
  .map(String)
  .filter((name) => /\.ya?ml$/.test(name))
  .flatMap((name) => {
    const text = readFileSync(join(GOLDEN, name), "utf8");
    const found = parseBothVersions(text);
    const files = (found.known ? found.value : []).flatMap(
      (document) => (document as { write_files?: readonly { content?: unknown }[] }).write_files ?? [],
    );
    return [text, ...files.flatMap(({ content }) => (typeof content === "string" ? [content] : []))];
  });

/** Marks of YAML, words that versions read in their own ways, and characters that hide. */
const PIECES = [
  ...[
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "#",
    " #",
    ":",
    ": ",
    "- ",
    "-",
    "---",
    "---\n",
    "...",
    "|",
    "|-",
    "|+",
    ">",
    '"',
    "'",
  ],
  ...[
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!",
    "!!str ",
    "%",
    "@",
    "`",
    ",",
    "?",
    "? ",
    "~",
    "null",
    "yes",
    "no",
    "on",
    "y",
    "n",
  ],
  ...[
    "0x1",
    "1e3",
    "1_000",
    "12:30",
    "12.ab.cd",
    "1.e5.ab",
    "0o7",
    "07",
    "2001-01-01",
    "\\",
    "\\x41",
    "é",
    "\ufeff",
    "\u2028",
    "\r",
    "<<",
    "=",
  ],
  ...[
    "__proto__",
    "-1",
    "+1",
    ".5",
    "1.",
    "a: b\n",
    "0",
    ".",
    "_",
    "(",
    "/",
    "10%",
    "$",
    "1.2.3.4",
    "5m",
    "constructor: ",
  ],
];

/** A few lines of what is written, changed here and there. */
function variation(random: Random): string {
  const lines = random.pick(WRITTEN).split("\n");
  const from = random.below(lines.length);
  const window = lines.slice(from, from + 1 + random.below(12));
  const indents = window.filter((line) => line !== "").map((line) => line.search(/\S|$/));
  const margin = random.chance(60) ? Math.min(...indents, 99) : 0;
  let text = `${window.map((line) => line.slice(margin)).join("\n")}${random.chance(95) ? "\n" : ""}`;
  for (let change = random.below(4); change > 0; change -= 1) {
    const at = random.below(text.length + 1);
    text = random.chance(70)
      ? text.slice(0, at) + random.pick(PIECES) + text.slice(at)
      : text.slice(0, at) + text.slice(at + 1 + random.below(3));
  }
  return text;
}

test("what is written is nearly all plain, and reads as both versions read it", () => {
  let plain = 0;
  for (const text of WRITTEN) {
    const quick = parsePlainYaml(text);
    if (quick === undefined) continue;
    plain += 1;
    expect(parseBothVersions(text)).toEqual({ known: true, value: quick });
  }
  expect(plain).toBeGreaterThan(0.5 * WRITTEN.length);
});

test("whatever it answers, two whole parsers of two versions answer too", () => {
  const random = new Random(20_260_101);
  let answered = 0;
  for (let round = 0; round < 6_000; round += 1) {
    const text = variation(random);
    const quick = parsePlainYaml(text);
    if (quick === undefined) continue;
    answered += 1;
    const whole = parseBothVersions(text);
    // Keys in another order would be another document to whoever writes it again.
    expect([text, JSON.stringify(whole)]).toEqual([text, JSON.stringify({ known: true, value: quick })]);
  }
  expect(answered).toBeGreaterThan(300);
});

test.each([
  ["two keys of one name", "a: 1\na: 2\n"],
  ["a key that is the prototype", "__proto__: 1\n"],
  ["a word that one version takes for a switch", "a: yes\n"],
  ["a key that one version takes for a switch", "on: 1\n"],
  ["a number of another base", "a: 0x10\n"],
  ["an octal number of one version", "a: 0600\n"],
  ["a time of one version", "a: 12:30\n"],
  ["an alias", "a: &x b\nc: *x\n"],
  ["a merge key", "<<: {}\n"],
  ["a tag", "a: !!str 1\n"],
  ["a comment behind a value", "a: b # c\n"],
  ["a text that goes on in the next line", "a: b\n  c\n"],
  ["a folded text", "a: >\n  b\n"],
  ["a list in one line", "a: [b]\n"],
  ["a tab before a key", "a:\n\tb: c\n"],
  ["a document without content", "---\na: b\n"],
  ["a text without an end of line", "a: b"],
  ["characters beyond ASCII", "a: é\n"],
  ["nothing", ""],
])("leaves %s to whole parsers", (_what, text) => {
  expect(parsePlainYaml(text)).toBeUndefined();
});
