import { GateBypass } from "../constructs/gate/bypass";
import { OutputProblem } from "../synthesis/output-problem";
import { Refusal } from "../guardrails/refusal";
import { InvalidInput } from "../spec/invalid-input";

/** The exit code of a program whose description or output was refused. */
export const EXIT_REFUSED = 2;

/**
 * Runs the main part of a program, so that a refusal ends in its own words on standard error and exit code 2, without a
 * stack trace. Every other error passes through.
 *
 * @param main builds and synthesizes; load modules that describe clusters inside it, for an invalid description throws when it is loaded
 */
export async function runProgram(main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (
      !(
        error instanceof InvalidInput ||
        error instanceof Refusal ||
        error instanceof GateBypass ||
        error instanceof OutputProblem
      )
    )
      throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_REFUSED;
  }
}
