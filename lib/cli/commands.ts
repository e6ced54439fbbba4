import { CHECK } from "./check/run-check";
import type { Command } from "./command";
import { SYNTH } from "./synth/run-synth";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [SYNTH, CHECK];
