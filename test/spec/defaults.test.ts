import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULTS } from "../../lib/spec/defaults";

const SPEC = join(__dirname, "../../lib/spec");

/** Every optional field of the description with the text of its `@default` tag. */
function documentedDefaults(): readonly {
  readonly file: string;
  readonly field: string;
  readonly text: string | undefined;
}[] {
  return readdirSync(SPEC)
    .filter((name) => name.endsWith("-spec.ts"))
    .flatMap((name) => {
      const source = readFileSync(join(SPEC, name), "utf8");
      const optional = source.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+)\?:/g);
      return [...optional].map(([, comment, field = ""]) => ({
        file: name,
        field,
        text: /@default (.+)/.exec(comment ?? "")?.[1]?.trim(),
      }));
    });
}

describe("documented defaults", () => {
  const documented = documentedDefaults();
  const literal = documented.filter(({ text }) => text !== undefined && !text.startsWith("- "));

  test("stand at every optional field, as a literal or as words after a dash", () => {
    expect(documented.length).toBeGreaterThan(8);
    expect(documented.filter(({ text }) => text === undefined || /^(?:undefined|none)\b/.test(text))).toEqual([]);
  });

  test("are those of the newest edition, and all of them are documented", () => {
    const of = (found: typeof literal) =>
      Object.fromEntries(found.map(({ field, text }) => [field, JSON.parse(text ?? "")]));
    const atTheEdge = literal.filter(({ file }) => file === "edge-profile-spec.ts");
    const inTheCloud = literal.filter(({ file }) => ["auto-mode-spec.ts", "cloud-profile-spec.ts"].includes(file));
    const elsewhere = literal.filter((found) => !atTheEdge.includes(found) && !inTheCloud.includes(found));
    expect({ ...of(elsewhere), cloud: of(inTheCloud), edge: of(atTheEdge) }).toEqual(DEFAULTS[1]);
  });
});
