#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HELP } from "./check/help";
import { EXIT_BAD_INPUT, EXIT_CLEAN, type Outcome, runCheck } from "./check/run-check";

/** The package's command. It alone reads the clock, the arguments and the standard streams. */
function main(args: readonly string[]): Outcome {
  const [command, ...rest] = args;
  switch (command) {
    case "check":
      return runCheck(rest, new Date().toISOString().slice(0, 10));
    case "--version":
      return { stdout: `${version()}\n`, stderr: "", exitCode: EXIT_CLEAN };
    case "help":
    case "--help":
    case "-h":
      return { stdout: HELP, stderr: "", exitCode: EXIT_CLEAN };
    case undefined:
      return { stdout: "", stderr: HELP, exitCode: EXIT_BAD_INPUT };
    default:
      return {
        stdout: "",
        stderr: `there is no command ${JSON.stringify(command)}\n\n${HELP}`,
        exitCode: EXIT_BAD_INPUT,
      };
  }
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

if (require.main === module) {
  const { stdout, stderr, exitCode } = main(process.argv.slice(2));
  // Whoever reads the output may stop early (head, less): that is no failure.
  process.stdout.on("error", () => undefined);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}
