import { COMMANDS } from "./commands";
import { EXIT_BAD_INPUT, EXIT_CLEAN, helpOf, type Outcome, type Surroundings } from "./command";
import { HELP } from "./help";
import { packageManifest } from "./package-manifest";
import { nearestName } from "../spec/nearest-name";

/** The package's command: finds the one that is named, and runs it. */
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
