import { readFileSync } from "node:fs";
import type { Allowance } from "../../guardrails/allowance";
import { complaintsAbout, type Waiver } from "../../guardrails/waiver";
import type { InputProblem } from "./input-problem";
import { readYaml } from "./read-yaml";

/** What a team lives with: findings for a while, and shapes that no rule can judge. */
export interface Exceptions {
  readonly waivers: readonly Waiver[];
  readonly allowances: readonly Allowance[];
  readonly problems: readonly InputProblem[];
}

const WAIVER = ["rule", "path", "reason", "owner", "expires"] as const;
const ALLOWANCE = ["name", "why"] as const;

/** Reads the YAML (or JSON) file that `--waivers` names: lists under `waivers` and `allowances`. Every problem in it at once. */
export function readExceptionsFile(path: string): Exceptions {
  const problems: InputProblem[] = [];
  const complain = (message: string, line?: number, column?: number) => {
    problems.push({ path, line, column, message, fix: "See docs/check.md for the form of this file." });
  };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    complain(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return { waivers: [], allowances: [], problems };
  }
  const read = readYaml(text, true);
  if (read.as !== "documents") {
    complain(read.why, read.as === "problem" ? read.line : undefined, read.as === "problem" ? read.column : undefined);
    return { waivers: [], allowances: [], problems };
  }
  const [content = {}, ...others] = read.documents;
  if (others.length > 0 || !isMap(content)) {
    complain("it is not one map with `waivers` and `allowances`");
    return { waivers: [], allowances: [], problems };
  }
  for (const key of Object.keys(content))
    if (key !== "waivers" && key !== "allowances") complain(`nobody knows the key ${JSON.stringify(key)}`);

  const waivers = entries(content.waivers, "waivers", WAIVER, complain);
  const allowances = entries(content.allowances, "allowances", ALLOWANCE, complain);
  waivers.forEach((waiver, index) => {
    for (const complaint of complaintsAbout(waiver)) complain(`waivers[${index}].${complaint}`);
  });
  allowances.forEach(({ name, why }, index) => {
    if (name.trim() === "" || /[*?]/.test(name))
      complain(`allowances[${index}].name is ${JSON.stringify(name)}; it must be one exact name, not a pattern`);
    if (why.trim().length < 10) complain(`allowances[${index}].why says too little: ten characters or more`);
  });
  return { waivers, allowances, problems };
}

function entries<Key extends string>(
  value: unknown,
  name: string,
  keys: readonly Key[],
  complain: (message: string) => void,
): readonly Readonly<Record<Key, string>>[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    complain(`${name} is not a list`);
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const complaints: string[] = [];
    if (!isMap(entry)) complaints.push("is not a map");
    else {
      for (const key of keys) if (typeof entry[key] !== "string") complaints.push(`has no text ${key}`);
      for (const key of Object.keys(entry))
        if (!keys.some((known) => known === key))
          complaints.push(`has the key ${JSON.stringify(key)}, which nobody knows`);
    }
    for (const complaint of complaints) complain(`${name}[${index}] ${complaint}`);
    return complaints.length === 0 ? [entry as Readonly<Record<Key, string>>] : [];
  });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
