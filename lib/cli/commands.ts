import { CHECK } from "./check/run-check";
import type { Command } from "./command";
import { completionOf } from "./completion/run-completion";
import { DIFF } from "./diff/run-diff";
import { EXPLAIN } from "./explain/run-explain";
import { RBAC } from "./rbac/run-rbac";
import { SCHEMA } from "./schema/run-schema";
import { SYNTH } from "./synth/run-synth";

const WORKING: readonly Command[] = [SYNTH, CHECK, RBAC, DIFF, EXPLAIN, SCHEMA];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...WORKING, completionOf(WORKING)];
