import { stringify } from "yaml";
import { lineOfText } from "../../lib/formats/line-of-text";
import { byLibrary } from "../../lib/formats/yaml-text";
import { fc, runs } from "../property";

const asked = (text: string) => stringify(text, { version: "1.1", lineWidth: 0 }).trimEnd();
const PIECES = [
  "a",
  "Z",
  "/",
  " ",
  ":",
  ": ",
  " #",
  "#",
  "-",
  "?",
  "'",
  '"',
  "\\",
  "\\n",
  "!",
  "yes",
  "12",
  ".",
  "Gi",
  "m",
  "=",
  "<",
  "---",
  "e5",
  ".ab",
  "h",
  "Mi",
  "%",
  "_",
  "(",
  "${x}",
];

test.each([
  "corporate VPN",
  "!has(object.spec.x) || object.spec.x == 'a'",
  'it says "no"',
  `it's "both": here`,
  "back\\slash: x",
  "10.20.0.0/16",
  "500m",
  "ends with a colon:",
  "",
  "yes",
  "Null",
  "0600",
  "1.5",
  "24h0m0s",
  "10%",
  "--now",
  "127.0.0.1:10256",
  "123456789012.dkr.ecr.example.com/otel@sha256:3f1d",
  "e0",
  "E-12",
])("%s is written as the library writes it, alone and as a key", (text) => {
  expect(lineOfText(text) ?? asked(text)).toBe(asked(text));
  expect(`${lineOfText(text) ?? asked(text)}: 1\n`).toBe(stringify({ [text]: 1 }, { version: "1.1", lineWidth: 0 }));
});

test.each([
  "0x1",
  "1e3",
  "12:30",
  "2001-01-01",
  "1_000",
  "Yes",
  "y",
  "~",
  "=",
  "<<",
  "é",
  "a\nb",
  "-",
  "-e0",
  "2001-01",
])("the library is asked about %j", (text) => {
  expect(lineOfText(text)).toBeUndefined();
});

test("whatever it writes, the library writes too, in either way that we ask it", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 24 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(text, (value) => {
      const line = lineOfText(value);
      if (line === undefined) return;
      expect(line).toBe(asked(value));
      expect(line).toBe(byLibrary(value).trimEnd());
    }),
    { numRuns: runs(2000) },
  );
});
