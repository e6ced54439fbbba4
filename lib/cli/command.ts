/** A command ended well; of `check` and `synth`: nothing was found. */
export const EXIT_CLEAN = 0;
/** Something was found: by rules, or between two sides. */
export const EXIT_FOUND = 1;
/** The arguments or the files could not be used. */
export const EXIT_BAD_INPUT = 2;
/** This program failed, and not what it was given. */
export const EXIT_FAULT = 3;

/** The code of a run that a signal ended, as shells have it. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return signal === "SIGTERM" ? 143 : 130;
}

/** What a command prints, and how it ends. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** What a command sees of the world around it. */
export interface Surroundings {
  /** The day that it is in UTC, `2026-11-23`. */
  readonly today: string;
  /** Seconds on a clock that only goes forward. */
  now(): number;
  /** Writes to standard error at once; for progress alone. */
  tell(text: string): void;
  /** Whether standard error is a terminal whose line can be written over. */
  readonly isTerminal: boolean;
  /**
   * The signal that asks the run to end, where one came. From the first question on a signal waits for the next one; before, it ends
   * the process at once.
   */
  stopped(): NodeJS.Signals | undefined;
}

/** An option of a command, for the arguments, the completion and the test that the help names it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What it does, a few words. */
  readonly summary: string;
  /** What its value is: a file, or one of these words. */
  readonly value?: "file" | "folder" | "text" | readonly string[];
}

/** What commands take alike. */
export const HELP_OPTION = { type: "boolean", short: "h", summary: "print the help" } as const;
export const JSON_OPTION = { type: "boolean", summary: "print the result for programs" } as const;

/** One command of `portcullis`. */
export interface Command {
  readonly name: string;
  /** What stands behind the name, as the help writes it: `FILE...`. */
  readonly operands: string;
  /** What completion offers for them. */
  readonly completes: "files" | "nothing" | readonly string[];
  /** What it does, a few words. */
  readonly summary: string;
  readonly help: string;
  readonly options: Readonly<Record<string, Option>>;
  run(args: readonly string[], around: Surroundings): Outcome | Promise<Outcome>;
}

/** What ends a command whose arguments cannot be used. */
export function badArguments(command: string, problems: readonly string[]): Outcome {
  const help = `Run \`portcullis ${command} --help\` for the arguments.`;
  return { stdout: "", stderr: `${[...problems, help].join("\n")}\n`, exitCode: EXIT_BAD_INPUT };
}

/** What ends a command that was asked for its help. */
export function helpOf(text: string): Outcome {
  return { stdout: text, stderr: "", exitCode: EXIT_CLEAN };
}
