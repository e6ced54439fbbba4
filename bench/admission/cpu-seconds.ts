import { readFileSync } from "node:fs";

/** What the kernel counts processor time in, for whoever reads /proc: a hundredth of a second on every Linux machine. */
const TICKS_A_SECOND = 100;

/** The seconds of processor that a process has used so far, its own and the kernel's for it. */
export function cpuSeconds(processId: number): number {
  const stat = readFileSync(`/proc/${processId}/stat`, "utf8");
  // The name of the program stands in brackets and may hold anything; what follows begins with the third field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
