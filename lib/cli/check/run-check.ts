import { parseArgs } from "node:util";
import { PACKS } from "../../guardrails/packs";
import { dayNumber } from "../../guardrails/waiver";
import { nearestName } from "../../spec/nearest-name";
import { check } from "./check";
import { CHECK_HELP } from "./help";
import { formatReport, reportAsJson } from "./report";

/** Nothing was found. */
export const EXIT_CLEAN = 0;
/** Something was found. */
export const EXIT_FOUND = 1;
/** The arguments or the files could not be used. */
export const EXIT_BAD_INPUT = 2;

/** What a command prints, and how it ends. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * `portcullis check`, as a function.
 *
 * @param args what stands behind `check`
 * @param today the day that it is, where `--as-of` names no other
 */
export function runCheck(args: readonly string[], today: string): Outcome {
  const read = argumentsIn(args);
  if ("problems" in read) {
    const help = "Run `portcullis check --help` for the arguments.";
    return { stdout: "", stderr: `${[...read.problems, help].join("\n")}\n`, exitCode: EXIT_BAD_INPUT };
  }
  if (read.help) return { stdout: CHECK_HELP, stderr: "", exitCode: EXIT_CLEAN };
  const packs = PACKS.filter(({ name }) => read.packs.includes(name));
  const result = check({ paths: read.paths, waivers: read.waivers, packs, asOf: read.asOf ?? today });
  const isClean = result.judgement.findings.length === 0;
  const exitCode = result.problems.length > 0 ? EXIT_BAD_INPUT : isClean ? EXIT_CLEAN : EXIT_FOUND;
  return { stdout: read.json ? reportAsJson(result, exitCode) : formatReport(result), stderr: "", exitCode };
}

interface CheckArguments {
  readonly paths: readonly string[];
  readonly packs: readonly string[];
  readonly asOf: string | undefined;
  readonly waivers: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

const OPTIONS = {
  "as-of": { type: "string", multiple: true },
  waivers: { type: "string", multiple: true },
  pack: { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Every problem with the arguments at once. */
function argumentsIn(args: readonly string[]): CheckArguments | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name as keyof typeof OPTIONS] : undefined;
    if (option === undefined) {
      const near = nearestName(token.name, Object.keys(OPTIONS));
      problems.push(`${token.rawName} is no option${near === undefined ? "" : `; did you mean --${near}?`}`);
    } else if (option.type === "string" && (token.value === undefined || token.value === ""))
      problems.push(`${token.rawName} wants a value`);
    else if (option.type === "boolean" && token.value !== undefined) problems.push(`${token.rawName} takes no value`);
  }
  if (problems.length > 0) return { problems };

  const textsOf = (name: "as-of" | "waivers" | "pack") => (values[name] ?? []) as readonly string[];
  for (const name of ["as-of", "waivers"] as const)
    if (textsOf(name).length > 1) problems.push(`--${name} is given ${textsOf(name).length} times`);
  const [asOf] = textsOf("as-of");
  const [waivers] = textsOf("waivers");
  const packs = textsOf("pack");
  if (asOf !== undefined && dayNumber(asOf) === undefined)
    problems.push(`--as-of is ${JSON.stringify(asOf)}, not a day of the calendar such as 2027-01-31`);
  for (const name of packs) {
    if (PACKS.some((pack) => pack.name === name)) continue;
    problems.push(
      `--pack: there is no pack ${JSON.stringify(name)}; there are: ${PACKS.map((pack) => pack.name).join(", ")}`,
    );
  }
  const help = values.help === true;
  if (positionals.length === 0 && !help)
    problems.push("no PATH is given: name files or folders, or - for standard input");
  if (positionals.some((path) => path === "")) problems.push("a PATH is empty");
  return problems.length > 0
    ? { problems }
    : { paths: positionals, packs, asOf, waivers, json: values.json === true, help };
}
