import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKS } from "../../lib/guardrails/packs";
import type { AnyRule } from "../../lib/guardrails/rule";
import { RULES } from "../../lib/guardrails/rules";

const PAGE = join(__dirname, "..", "..", "docs", "guard-rails.md");

function table(rules: readonly AnyRule[]): string {
  const rows = rules.map(({ id, title, judges, reach, promise }) => {
    return `| \`${id}\` | ${title} | ${judges} | ${reach} | ${promise ?? "none"} | ${promise === undefined ? "yes" : "no"} |`;
  });
  return ["| Rule | What holds | Judges | Reach | Promise | Waivable |", "|---|---|---|---|---|---|", ...rows, ""].join(
    "\n",
  );
}

function withSection(page: string, name: string, text: string): string {
  const section = new RegExp(`(<!-- ${name} -->\n)[^]*(<!-- /${name} -->)`);
  expect(page).toMatch(section);
  return page.replace(section, (_, begin: string, end: string) => `${begin}${text}${end}`);
}

test("the tables of rules in docs/guard-rails.md are those that the code gives", () => {
  const page = readFileSync(PAGE, "utf8");
  const packs = PACKS.map(({ name, title, rules }) => `**${name}**: ${title}\n\n${table(rules)}`).join("\n");
  const written = withSection(withSection(page, "rules", table(RULES)), "packs", packs);
  if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") writeFileSync(PAGE, written);
  else expect(page).toBe(written);
});

test("no cell of the table ends itself", () => {
  for (const { title } of RULES) expect(title).not.toMatch(/[|\n]/);
});
