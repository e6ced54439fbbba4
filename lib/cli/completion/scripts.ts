import type { Command, Option } from "../command";

/** The shells that have a script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** The script that makes a shell complete every command, option and value of the table. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  switch (shell) {
    case "bash":
      return bash(commands);
    case "zsh":
      return zsh(commands);
    case "fish":
      return fish(commands);
    default: {
      const unforeseen: never = shell;
      return unforeseen;
    }
  }
}

const optionsOf = ({ options }: Command) => Object.entries(options);

function flags([name, { short }]: readonly [string, Option]): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

function wordsOf(values: unknown): string {
  return Array.isArray(values) ? values.join(" ") : "";
}

function bash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const values = commands.flatMap((command) =>
    optionsOf(command).flatMap(([name, { value }]) => {
      if (value === undefined) return [];
      const reply = value === "folder" ? "-d" : value === "file" ? "-f" : `-W "${wordsOf(value)}"`;
      return [`    ${command.name}:--${name}) COMPREPLY=($(compgen ${reply} -- "$word")); return ;;`];
    }),
  );
  const operands = commands.map((command) => {
    const all = optionsOf(command).flatMap(flags).join(" ");
    const files = command.completes === "files" ? ' $(compgen -f -- "$word")' : "";
    const words = wordsOf(command.completes);
    return [
      `    ${command.name})`,
      `      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${all}" -- "$word"))`,
      `      else COMPREPLY=($(compgen -W "${words}" -- "$word")${files}); fi ;;`,
    ].join("\n");
  });
  return [
    "# bash completion for portcullis. Put it where your shell looks: portcullis completion bash > FILE, then source FILE.",
    "_portcullis() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}"',
    "  COMPREPLY=()",
    "  if [[ $COMP_CWORD -eq 1 ]]; then",
    `    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$word")); return`,
    "  fi",
    '  case "$command:$before" in',
    `    help:help) COMPREPLY=($(compgen -W "${names}" -- "$word")); return ;;`,
    ...values,
    "  esac",
    '  case "$command" in',
    ...operands,
    "  esac",
    "}",
    "complete -o filenames -F _portcullis portcullis",
    "",
  ].join("\n");
}

/** Within single quotes, where colons and brackets mean something to zsh. */
function quoted(text: string): string {
  return text.replace(/'/g, "'\\''").replace(/[[\]:]/g, "\\$&");
}

function zsh(commands: readonly Command[]): string {
  const action = (value: Option["value"]) => {
    if (value === "file") return ":file:_files";
    if (value === "folder") return ":folder:_files -/";
    if (value === undefined) return "";
    return value === "text" ? ":value: " : `:value:(${wordsOf(value)})`;
  };
  const operand = ({ completes }: Command) => {
    if (completes === "files") return ["'*:file:_files'"];
    return completes === "nothing" ? [] : [`'*:term:(${wordsOf(completes)})'`];
  };
  const cases = commands.map((command) => {
    const options = optionsOf(command).flatMap(([name, option]) =>
      flags([name, option]).map((flag) => {
        const again = option.multiple === true ? "*" : "";
        return `'${again}${flag}[${quoted(option.summary)}]${action(option.value)}'`;
      }),
    );
    return `    ${command.name}) _arguments ${[...options, ...operand(command)].join(" ")} ;;`;
  });
  return [
    "#compdef portcullis",
    "# zsh completion for portcullis. Put it into a folder of $fpath: portcullis completion zsh > _portcullis",
    "_portcullis() {",
    "  local -a commands",
    `  commands=(${commands.map(({ name, summary }) => `'${name}:${quoted(summary)}'`).join(" ")} 'help:more on a command')`,
    "  if (( CURRENT == 2 )); then _describe command commands; return; fi",
    "  local command=$words[2]",
    "  shift words; (( CURRENT-- ))",
    "  case $command in",
    "    help) _describe command commands ;;",
    ...cases,
    "  esac",
    "}",
    'if [[ $funcstack[1] == _portcullis ]]; then _portcullis "$@"; else compdef _portcullis portcullis; fi',
    "",
  ].join("\n");
}

function fish(commands: readonly Command[]): string {
  const text = (words: string) => `'${words.replace(/[\\']/g, "\\$&")}'`;
  const first = "-n __fish_use_subcommand";
  return [
    "# fish completion for portcullis: portcullis completion fish > ~/.config/fish/completions/portcullis.fish",
    "complete -c portcullis -f",
    ...commands.map(({ name, summary }) => `complete -c portcullis ${first} -a ${name} -d ${text(summary)}`),
    `complete -c portcullis ${first} -a help -d 'more on a command'`,
    `complete -c portcullis ${first} -l version -d 'the version of this package'`,
    `complete -c portcullis -n '__fish_seen_subcommand_from help' -a ${text(commands.map(({ name }) => name).join(" "))}`,
    ...commands.flatMap((command) => {
      const seen = `-n '__fish_seen_subcommand_from ${command.name}'`;
      const { completes } = command;
      const operands =
        completes === "files" ? ["-F"] : completes === "nothing" ? [] : [`-a ${text(wordsOf(completes))}`];
      return [
        ...operands.map((what) => `complete -c portcullis ${seen} ${what}`),
        ...optionsOf(command).map(([name, { short, summary, value }]) => {
          const isPath = value === "file" || value === "folder";
          const wanted = value === undefined ? "" : isPath ? " -r -F" : ` -x -a ${text(wordsOf(value))}`;
          return `complete -c portcullis ${seen} -l ${name}${short === undefined ? "" : ` -s ${short}`}${wanted} -d ${text(summary)}`;
        }),
      ];
    }),
    "",
  ].join("\n");
}
