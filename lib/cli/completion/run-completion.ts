import { readArguments } from "../arguments";
import { badArguments, type Command, EXIT_CLEAN, helpOf, type Outcome, HELP_OPTION } from "../command";
import { completionScript, SHELLS } from "./scripts";

const OPTIONS = {
  json: { type: "boolean", summary: "print the script as a text of JSON" },
  help: HELP_OPTION,
} as const;

const HELP = `portcullis completion SHELL prints the script by which a shell completes what one types.

  portcullis completion bash > ~/.local/share/bash-completion/completions/portcullis
  portcullis completion zsh > ~/.zfunc/_portcullis           with ~/.zfunc in $fpath
  portcullis completion fish > ~/.config/fish/completions/portcullis.fish

Options
  --json         print the script as a text of JSON
  -h, --help     print this

Exit codes
  0  printed            2  arguments cannot be used
`;

/** `portcullis completion`; `commands` are all others, for the script tells of itself too. */
export function completionOf(commands: readonly Command[]): Command {
  const command: Command = {
    name: "completion",
    operands: "SHELL",
    completes: SHELLS,
    summary: "print the completion script of a shell: bash, zsh, fish",
    help: HELP,
    options: OPTIONS,
    run: (args) => runCompletion(args, [...commands, command]),
  };
  return command;
}

function runCompletion(args: readonly string[], commands: readonly Command[]): Outcome {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return badArguments("completion", read.problems);
  if (read.has("help")) return helpOf(HELP);
  const [name, ...more] = read.operands;
  const shell = SHELLS.find((one) => one === name);
  if (shell === undefined || more.length > 0)
    return badArguments("completion", [`name one SHELL: ${SHELLS.join(", ")}`]);
  const script = completionScript(shell, commands);
  const stdout = read.has("json") ? `${JSON.stringify({ version: 1, exitCode: EXIT_CLEAN, shell, script })}\n` : script;
  return { stdout, stderr: "", exitCode: EXIT_CLEAN };
}
