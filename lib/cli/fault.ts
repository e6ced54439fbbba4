import { EXIT_FAULT, type Outcome } from "./command";

/** What ends a run that failed by itself: words, and the trace for who asks for it. */
export function faultOf(error: unknown, isTraced: boolean): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  const trace = isTraced && error instanceof Error ? `${error.stack}\n` : "";
  return {
    stdout: "",
    stderr: `portcullis failed: ${message}\nThis is a fault of the program. PORTCULLIS_TRACE=1 shows where.\n${trace}`,
    exitCode: EXIT_FAULT,
  };
}
