import { readdirSync, readFileSync } from "node:fs";

/** The most memory that a process or one of its children has held so far, in MiB; 0 where the system does not tell. */
export function peakMiBOf(pid: number): number {
  try {
    const family = readdirSync("/proc").filter((name) => name === String(pid) || parentOf(name) === pid);
    return Math.max(0, ...family.map(highWater));
  } catch {
    return 0;
  }
}

function parentOf(name: string): number | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function highWater(name: string): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
