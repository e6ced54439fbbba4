#!/usr/bin/env node
import { COMMANDS } from "./commands";
import { EXIT_BAD_INPUT, EXIT_CLEAN, helpOf, type Outcome, type Surroundings } from "./command";
import { faultOf } from "./fault";
import { HELP } from "./help";
import { packageManifest } from "./package-manifest";
import { nearestName } from "../spec/nearest-name";

/** The package's command. This file alone reads the clock, the arguments, the environment and the standard streams. */
export async function main(args: readonly string[], around: Surroundings): Promise<Outcome> {
  const [first, ...rest] = args;
  if (first === undefined) return { stdout: "", stderr: HELP, exitCode: EXIT_BAD_INPUT };
  if (first === "--version") return { stdout: `${packageManifest().version}\n`, stderr: "", exitCode: EXIT_CLEAN };
  if (first === "--help" || first === "-h") return helpOf(HELP);
  const [name, behind] = first === "help" ? [rest[0], ["--help"]] : [first, rest];
  if (name === undefined) return helpOf(HELP);
  const command = COMMANDS.find((one) => one.name === name);
  if (command !== undefined) return command.run(behind, around);
  const near = nearestName(
    name,
    COMMANDS.map((one) => one.name),
  );
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  return {
    stdout: "",
    stderr: `there is no command ${JSON.stringify(name)}${hint}\n\n${HELP}`,
    exitCode: EXIT_BAD_INPUT,
  };
}

if (require.main === module) {
  let signal: NodeJS.Signals | undefined;
  let isListening = false;
  const stopped = () => {
    for (const one of isListening ? [] : (["SIGINT", "SIGTERM"] as const)) {
      process.on(one, () => {
        signal = one;
      });
    }
    isListening = true;
    return signal;
  };
  const around: Surroundings = {
    today: new Date().toISOString().slice(0, 10),
    now: () => performance.now() / 1000,
    tell: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true && process.env.TERM !== "dumb" && process.env.CI === undefined,
    stopped,
  };
  // Whoever reads the output may stop early (head, less): that is no failure.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  void main(process.argv.slice(2), around)
    .catch((error: unknown) => faultOf(error, process.env.PORTCULLIS_TRACE !== undefined))
    .then(({ stdout, stderr, exitCode }) => {
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      process.exitCode = exitCode;
    });
}
