import { fleetJsonSchema } from "../../fleet-file/json-schema";
import { readArguments } from "../arguments";
import { badArguments, type Command, EXIT_CLEAN, helpOf, type Outcome, HELP_OPTION } from "../command";

const OPTIONS = {
  json: { type: "boolean", summary: "the same, for a schema is JSON" },
  help: HELP_OPTION,
} as const;

const HELP = `portcullis schema prints the JSON Schema (draft 7) of fleet files, for editors.

  portcullis schema > fleet.schema.json

Name it in the first line of a fleet file, for editors with the YAML language server:

  # yaml-language-server: $schema=fleet.schema.json

It knows keys, types and choices, with meaning and default of every field. Ranges, lengths and
what fields say together are judged by portcullis synth.

Options
  --json         the same, for a schema is JSON
  -h, --help     print this

Exit codes
  0  printed            2  arguments cannot be used
`;

/** `portcullis schema`. */
export const SCHEMA: Command = {
  name: "schema",
  operands: "",
  completes: "nothing",
  summary: "print the JSON Schema of fleet files, for editors",
  help: HELP,
  options: OPTIONS,
  run: (args) => runSchema(args),
};

/** `portcullis schema`, as a function. */
export function runSchema(args: readonly string[]): Outcome {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return badArguments("schema", read.problems);
  if (read.has("help")) return helpOf(HELP);
  if (read.operands.length > 0) return badArguments("schema", [`it takes no ${JSON.stringify(read.operands[0])}`]);
  return { stdout: `${JSON.stringify(fleetJsonSchema(), undefined, 2)}\n`, stderr: "", exitCode: EXIT_CLEAN };
}
