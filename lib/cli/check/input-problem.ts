/** Something about the input that keeps it from being judged at all: exit code 2. */
export interface InputProblem {
  /** The path as it was given, or as it was found below one that was. */
  readonly path: string;
  /** From 1, where they are known. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

export function formatInputProblem({ path, line, column, message, fix }: InputProblem): string {
  const at = line === undefined ? path : `${path}:${line}${column === undefined ? "" : `:${column}`}`;
  return `${at}: ${message}\n  fix        ${fix}`;
}
