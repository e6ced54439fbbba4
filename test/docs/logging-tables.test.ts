import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AuditLevel, LEVELS } from "../../lib/guardrails/criteria/audit-levels";
import { keptComparison, type PolicyResult } from "../range/audit/comparison";
import { CORPUS } from "../range/audit/corpus";

const PAGE = join(__dirname, "..", "..", "docs", "logging.md");
const SHORT: Readonly<Record<AuditLevel, string>> = {
  None: "**no**",
  Metadata: "who",
  Request: "asked",
  RequestResponse: "answered",
};
const rank = (level: AuditLevel | undefined) => LEVELS.indexOf(level ?? "None");

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  for (const cell of rows.flat()) expect(cell).not.toMatch(/[|\n]/);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

const titled = ({ policy, source }: PolicyResult) => (source === "" ? policy : `[${policy}](${source})`);

/** How many of the actions each policy records, and what else it records. */
function summary(results: readonly PolicyResult[]): readonly string[] {
  const [ours] = results;
  const rows = results.map((result) => {
    const recorded = CORPUS.filter(({ name }) => rank(result.levels[name]) > 0).length;
    const said = CORPUS.filter(({ level }) => rank(level) >= rank("Request"));
    const whole = said.filter(({ name }) => rank(result.levels[name]) >= rank("Request")).length;
    const poorer = CORPUS.filter(({ name }) => rank(result.levels[name]) < rank(ours?.levels[name])).length;
    return [
      titled(result),
      `${recorded} of ${CORPUS.length}`,
      `${whole} of ${said.length}`,
      String(poorer),
      result.leaked.length === 0 ? "nothing" : result.leaked.join(", "),
    ];
  });
  return table(["Policy", "On record", "With the body that says it", "Less than ours", "Planted secrets in it"], rows);
}

/** Each action with what each policy records of it. */
function actions(results: readonly PolicyResult[]): readonly string[] {
  const rows = CORPUS.map(({ name }) => [name, ...results.map(({ levels }) => SHORT[levels[name] ?? "None"])]);
  return table(["Action", ...results.map(({ policy }) => policy)], rows);
}

test("the comparison that is kept is of the actions that are tried", () => {
  const results = keptComparison();
  expect(results.length).toBeGreaterThanOrEqual(5);
  for (const { levels } of results) expect(Object.keys(levels)).toEqual(CORPUS.map(({ name }) => name));
  for (const { name, level } of CORPUS) expect(results[0]?.levels[name]).toBe(level);
});

test.each([
  ["audit-comparison", summary],
  ["audit-actions", actions],
] as const)("the table %s in docs/logging.md is the one that a running API server gave", (mark, lines) => {
  const page = readFileSync(PAGE, "utf8");
  const section = new RegExp(`(<!-- ${mark} -->\n)[^]*(<!-- /${mark} -->)`);
  expect(page).toMatch(section);
  const text = lines(keptComparison()).join("\n");
  const written = page.replace(section, (_, begin: string, end: string) => `${begin}${text}\n${end}`);
  if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") writeFileSync(PAGE, written);
  else expect(page).toBe(written);
});
