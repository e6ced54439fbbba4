import { PACKS } from "../../guardrails/packs";
import { dayNumber } from "../../guardrails/waiver";
import { readArguments } from "../arguments";
import {
  badArguments,
  type Command,
  EXIT_BAD_INPUT,
  EXIT_CLEAN,
  EXIT_FOUND,
  helpOf,
  type Outcome,
  HELP_OPTION,
  JSON_OPTION,
} from "../command";
import { check } from "./check";
import { CHECK_HELP } from "./help";
import { formatReport, reportAsJson } from "./report";

const OPTIONS = {
  "as-of": { type: "string", summary: "the day by which waivers are judged", value: "text" },
  against: {
    type: "string",
    multiple: true,
    summary: "manifests whose admission policies are asked about what runs",
    value: "file",
  },
  waivers: { type: "string", summary: "findings to live with for a while", value: "file" },
  pack: { type: "string", multiple: true, summary: "further rules", value: PACKS.map(({ name }) => name) },
  json: JSON_OPTION,
  help: HELP_OPTION,
} as const;

/** `portcullis check`. */
export const CHECK: Command = {
  name: "check",
  operands: "PATH...",
  completes: "files",
  summary: "judge Terraform JSON, plans, manifests and files of machines",
  help: CHECK_HELP,
  options: OPTIONS,
  run: (args, { today }) => runCheck(args, today),
};

/**
 * `portcullis check`, as a function.
 *
 * @param args what stands behind `check`
 * @param today the day that it is, where `--as-of` names no other
 */
export function runCheck(args: readonly string[], today: string): Outcome {
  const read = argumentsIn(args);
  if ("problems" in read) return badArguments("check", read.problems);
  if (read.help) return helpOf(CHECK_HELP);
  if (read.against.length > 0) {
    // It brings an interpreter of expressions, for which the other ways to check do not wait.
    const { runEstate } = require("./estate/run-estate") as typeof import("./estate/run-estate");
    return runEstate({ paths: read.paths, against: read.against, asOf: read.asOf ?? today, json: read.json });
  }
  const packs = PACKS.filter(({ name }) => read.packs.includes(name));
  const result = check({ paths: read.paths, waivers: read.waivers, packs, asOf: read.asOf ?? today });
  const isClean = result.judgement.findings.length === 0;
  const exitCode = result.problems.length > 0 ? EXIT_BAD_INPUT : isClean ? EXIT_CLEAN : EXIT_FOUND;
  return { stdout: read.json ? reportAsJson(result, exitCode) : formatReport(result), stderr: "", exitCode };
}

interface CheckArguments {
  readonly paths: readonly string[];
  readonly packs: readonly string[];
  readonly against: readonly string[];
  readonly asOf: string | undefined;
  readonly waivers: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** Every problem with the arguments at once. */
function argumentsIn(args: readonly string[]): CheckArguments | { readonly problems: readonly string[] } {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return { problems: read.problems };
  const problems: string[] = [];
  const asOf = read.textOf("as-of");
  const packs = read.textsOf("pack");
  if (asOf !== undefined && dayNumber(asOf) === undefined)
    problems.push(`--as-of is ${JSON.stringify(asOf)}, not a day of the calendar such as 2027-01-31`);
  for (const name of packs) {
    if (PACKS.some((pack) => pack.name === name)) continue;
    problems.push(
      `--pack: there is no pack ${JSON.stringify(name)}; there are: ${PACKS.map((pack) => pack.name).join(", ")}`,
    );
  }
  const against = read.textsOf("against");
  if (against.some((path) => path === "")) problems.push("--against names an empty path");
  if (against.length > 0)
    for (const [name, given] of [
      ["waivers", read.textOf("waivers") !== undefined],
      ["pack", packs.length > 0],
    ] as const)
      if (given) problems.push(`--${name} is for findings of rules; with --against no rule judges`);
  if (against.includes("-") && read.operands.includes("-"))
    problems.push("standard input can be read once: name a file for --against or for PATH");
  const help = read.has("help");
  if (read.operands.length === 0 && !help)
    problems.push("no PATH is given: name files or folders, or - for standard input");
  if (read.operands.some((path) => path === "")) problems.push("a PATH is empty");
  return problems.length > 0
    ? { problems }
    : { paths: read.operands, packs, against, asOf, waivers: read.textOf("waivers"), json: read.has("json"), help };
}
