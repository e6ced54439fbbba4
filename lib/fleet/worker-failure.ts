import { GateBypass } from "../constructs/gate/bypass";

/** An error, as it goes from one process to another. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** What the system said about a file, where it did. */
  readonly system: { readonly code?: string; readonly syscall?: string; readonly path?: string };
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: undefined, system: {} };
  const { name, message, stack } = error;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  return {
    name,
    message,
    stack,
    system: { ...(code && { code }), ...(syscall && { syscall }), ...(path && { path }) },
  };
}

/** The error in the process that asked: whoever tells kinds of errors apart finds the same kind. */
export function errorOf({ name, message, stack, system }: Failure): Error {
  if (name === "GateBypass") return GateBypass.saying(message);
  const error = Object.assign(new Error(message), system);
  if (stack !== undefined) error.stack = stack;
  return error;
}
