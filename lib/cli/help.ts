import { COMMANDS } from "./commands";

const width = Math.max(...COMMANDS.map(({ name, operands }) => `${name} ${operands}`.length));

/** What `portcullis --help` prints. */
export const HELP = `portcullis: hardened Kubernetes clusters from one description, judged before a file is written.

Commands
${COMMANDS.map(({ name, operands, summary }) => `  portcullis ${`${name} ${operands}`.padEnd(width)}  ${summary}`).join("\n")}

  portcullis help COMMAND     more on a command, as COMMAND --help
  portcullis --version        the version of this package

Begin with a fleet file: portcullis help synth shows one.
`;
