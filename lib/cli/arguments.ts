import { parseArgs } from "node:util";
import { nearestName } from "../spec/nearest-name";
import type { Option } from "./command";

/** What was written behind a command, or every problem with it at once. */
export type ReadArguments =
  | { readonly problems: readonly string[] }
  | {
      readonly problems?: undefined;
      readonly operands: readonly string[];
      /** The value of an option with one; undefined when it is not given. */
      textOf(name: string): string | undefined;
      textsOf(name: string): readonly string[];
      has(name: string): boolean;
    };

/** Reads arguments by a table of options. Nothing is guessed: what is not in the table is a problem with the nearest name. */
export function readArguments(args: readonly string[], options: Readonly<Record<string, Option>>): ReadArguments {
  const problems: string[] = [];
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { type, short }]) => [
        name,
        { type, ...(type === "string" && { multiple: true }), ...(short !== undefined && { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const near = nearestName(token.name, Object.keys(options));
      problems.push(`${token.rawName} is no option${near === undefined ? "" : `; did you mean --${near}?`}`);
    } else if (option.type === "string" && (token.value === undefined || token.value === ""))
      problems.push(`${token.rawName} wants a value`);
    else if (option.type === "boolean" && token.value !== undefined) problems.push(`${token.rawName} takes no value`);
  }
  if (problems.length > 0) return { problems };

  const textsOf = (name: string) => (values[name] ?? []) as readonly string[];
  for (const [name, { type, multiple }] of Object.entries(options)) {
    if (type === "string" && multiple !== true && textsOf(name).length > 1)
      problems.push(`--${name} is given ${textsOf(name).length} times`);
  }
  if (problems.length > 0) return { problems };
  return {
    operands: positionals,
    textsOf,
    textOf: (name) => textsOf(name)[0],
    has: (name) => values[name] === true,
  };
}
