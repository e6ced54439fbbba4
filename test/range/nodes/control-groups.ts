import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/sys/fs/cgroup";
/** Without their own values nothing can be put into a group of these. */
const COPIED = ["cpuset.cpus", "cpuset.mems"];

/** Groups of one machine of the laboratory, below which its kubelet makes its own: two kubelets would end each other's pods. */
export class ControlGroups {
  readonly path: string;

  constructor(machine: string) {
    this.path = `/portcullis-range-${process.pid}-${machine}`;
    for (const folder of this.#folders()) {
      mkdirSync(folder, { recursive: true });
      for (const file of COPIED)
        if (existsSync(join(folder, file))) writeFileSync(join(folder, file), readFileSync(join(folder, "..", file)));
    }
  }

  /** Every process in them. */
  processes(): readonly number[] {
    const found = this.#folders()
      .flatMap(groupsBelow)
      .flatMap((group) => readFileSync(join(group, "cgroup.procs"), "utf8").split("\n"));
    return [...new Set(found.filter((pid) => pid !== "").map(Number))];
  }

  /** Ends them all. */
  kill(): void {
    for (const pid of this.processes()) endProcess(pid);
  }

  /** Removes them, the innermost first. */
  remove(): void {
    for (const folder of this.#folders()) for (const group of groupsBelow(folder)) rmdirSync(group);
  }

  #folders(): readonly string[] {
    return readdirSync(ROOT)
      .map((controller) => join(ROOT, controller))
      .filter((folder) => statSync(folder).isDirectory() && existsSync(join(folder, "cgroup.procs")))
      .map((folder) => join(folder, this.path));
  }
}

function groupsBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.flatMap(({ name }) => groupsBelow(join(folder, name))), folder];
}

export function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
