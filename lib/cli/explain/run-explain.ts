import { columns, oneLine } from "../../evidence/columns";
import { PACKS } from "../../guardrails/packs";
import { RULES } from "../../guardrails/rules";
import type { AnyRule } from "../../guardrails/rule";
import { nearestName } from "../../spec/nearest-name";
import { readArguments } from "../arguments";
import {
  badArguments,
  type Command,
  EXIT_BAD_INPUT,
  EXIT_CLEAN,
  helpOf,
  type Outcome,
  HELP_OPTION,
  JSON_OPTION,
} from "../command";
import {
  allClauses,
  clausesNamed,
  CONTROLS,
  controlNamed,
  type ExplainedClause,
  type ExplainedControl,
} from "./controls";
import { allFields, bare, type ExplainedField, fieldsNamed } from "./fields";
import { EXPLAIN_HELP } from "./help";

const OPTIONS = {
  json: JSON_OPTION,
  help: HELP_OPTION,
} as const;

const EVERY_RULE: readonly AnyRule[] = [...RULES, ...PACKS.flatMap(({ rules }) => rules)];

/** `portcullis explain`. */
export const EXPLAIN: Command = {
  name: "explain",
  operands: "TERM...",
  completes: [...EVERY_RULE.map(({ id }) => id), ...CONTROLS],
  summary: "say what a rule, a field or a control is about",
  help: EXPLAIN_HELP,
  options: OPTIONS,
  run: (args) => runExplain(args),
};

interface Explained {
  readonly rules: readonly AnyRule[];
  readonly fields: readonly ExplainedField[];
  readonly controls: readonly ExplainedControl[];
  readonly clauses: readonly ExplainedClause[];
}

/** `portcullis explain`, as a function. */
export function runExplain(args: readonly string[]): Outcome {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return badArguments("explain", read.problems);
  if (read.has("help")) return helpOf(EXPLAIN_HELP);
  // What somebody did not quote: CIS-1.12 4.2.1.
  const term = read.operands.join(" ").trim();
  if (term === "") return badArguments("explain", ["no TERM is given: name a rule, a field or a control"]);
  const explained: Explained = {
    rules: EVERY_RULE.filter(({ id }) => id === term.toLowerCase()),
    fields: fieldsNamed(term, allFields()),
    controls: controlNamed(term.toLowerCase()),
    clauses: clausesNamed(term, EVERY_RULE),
  };
  const isKnown = Object.values(explained).some((found: readonly unknown[]) => found.length > 0);
  const nearest = isKnown ? undefined : nearestTerm(term);
  const exitCode = isKnown ? EXIT_CLEAN : EXIT_BAD_INPUT;
  if (read.has("json")) return { stdout: asJson(term, explained, nearest, exitCode), stderr: "", exitCode };
  if (!isKnown) {
    const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
    const all = "portcullis explain --help says what there is.";
    return { stdout: "", stderr: `nothing is called ${oneLine(JSON.stringify(term))}${hint}\n${all}\n`, exitCode };
  }
  const sections = [
    ...explained.rules.map(describeRule),
    ...explained.controls.map(describeControl),
    ...explained.fields.map(describeField),
    ...explained.clauses.map(describeClause),
  ];
  return { stdout: `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`, stderr: "", exitCode };
}

function nearestTerm(term: string): string | undefined {
  const paths = allFields().map(({ path }) => bare(path));
  const ends = paths.map((path) => path.split(".").at(-1) ?? path);
  const known = [...EVERY_RULE.map(({ id }) => id), ...CONTROLS, ...paths, ...ends, ...allClauses(EVERY_RULE)];
  return nearestName(term, [...new Set(known)]);
}

type Row = readonly [string, string];

function lines(title: string, rows: readonly Row[]): readonly string[] {
  return [title, ...columns(rows, "  ")];
}

function describeRule({ id, title, why, fix, controls, judges, reach, promise }: AnyRule): readonly string[] {
  return lines(`${id}: a rule`, [
    ["holds", title],
    ["why", why],
    ["fix", fix],
    ["judges", `${judges}, ${reach === "exposure" ? "whoever wrote it" : "what this library made"}`],
    ["waiver", promise === undefined ? "possible at one place, for a while" : `none: it carries promise ${promise}`],
    ["controls", controls.join(", ")],
    ["source", "docs/guard-rails.md"],
  ]);
}

function describeField(field: ExplainedField): readonly string[] {
  const { path, profiles, meaning, allowed, choices, tighter, see } = field;
  return lines(`${path}: a field of ${profiles.length === 3 ? "every profile" : profiles.join(", ")}`, [
    ...(meaning === undefined ? [] : ([["means", meaning]] as const)),
    ...(allowed === undefined ? [] : ([["allowed", allowed]] as const)),
    ...(choices === undefined ? [] : ([["one of", choices.map(String).join(", ")]] as const)),
    ["default", field.isRequired ? "none: it is required" : (field.default ?? "nothing")],
    ["in a fleet", `over a default: ${tighter}`],
    ...see.map((source): Row => ["source", source]),
  ]);
}

function describeControl({ control, answers }: ExplainedControl): readonly string[] {
  const rows = Object.entries(answers).map(([profile, answer]): Row => {
    if (answer.kind === "native") return [profile, "native"];
    return [profile, `${answer.kind}: ${answer.kind === "compensated" ? answer.how : answer.why}`];
  });
  return lines(`${control}: a control`, rows);
}

function describeClause({ clause, rules }: ExplainedClause): readonly string[] {
  return lines(`${clause}: a clause of a published standard`, [["rules", rules.join(", ")]]);
}

/** The result for programs. Its fields are public API; new ones may come. */
function asJson(term: string, explained: Explained, nearest: string | undefined, exitCode: number): string {
  const rules = explained.rules.map(({ id, title, why, fix, controls, judges, reach, promise }) => ({
    id,
    title,
    why,
    fix,
    controls,
    judges,
    reach,
    ...(promise !== undefined && { promise }),
  }));
  const result = { version: 1, exitCode, term, ...explained, rules, ...(nearest !== undefined && { nearest }) };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
