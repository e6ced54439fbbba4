import { readFileSync } from "node:fs";
import type { Mix } from "./names";

/** What one measured process has to do. */
export interface Task {
  readonly count: number;
  readonly mix: Mix;
  /** Where it writes. */
  readonly outdir: string;
  /** Where the descriptions of the examples stand. */
  readonly examples: string;
  /** What hand-written programs are made of; see `Recipe`. */
  readonly recipe: string;
}

/** What a process says of itself at its end. */
export interface Usage {
  readonly userSeconds: number;
  readonly peakMiB: number;
}

/** The task of this process, from its one argument. */
export function readTask(): Task {
  return JSON.parse(process.argv[2] ?? "{}") as Task;
}

/** Says what the process has used, as its last act. */
export function finish(): void {
  const { userCPUTime, maxRSS } = process.resourceUsage();
  const usage: Usage = { userSeconds: userCPUTime / 1e6 + userSecondsOfChildren(), peakMiB: maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(usage)}\n`);
}

/** What processes that this one has started and seen end spent in their own code; nothing where the system does not tell. */
function userSecondsOfChildren(): number {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[13]) / 100;
  } catch {
    return 0;
  }
}
