import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/sys/fs/cgroup";
/** Without their own values nothing can be put into a group of these. */
const COPIED = ["cpuset.cpus", "cpuset.mems"];

/** Groups of one machine of the laboratory, below which its kubelet makes its own: two kubelets would end each other's pods. */
export class ControlGroups {
  readonly path: string;

  constructor(machine: string) {
    removeLeftGroups();
    this.path = `/portcullis-range-${process.pid}-${machine}`;
    for (const folder of this.#folders()) {
      mkdirSync(folder, { recursive: true });
      for (const file of COPIED)
        if (existsSync(join(folder, file))) writeFileSync(join(folder, file), readFileSync(join(folder, "..", file)));
    }
  }

  /** Every process in them. */
  processes(): readonly number[] {
    return [...new Set(this.#folders().flatMap(groupsBelow).flatMap(processesIn))];
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
    return controllers().map((folder) => join(folder, this.path));
  }
}

/** Groups of processes that are gone, with what still runs in them: pods have networks of their own, where nobody else looks. */
export function removeLeftGroups(): void {
  if (!existsSync(ROOT)) return;
  const left = controllers()
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((folder) => {
      const [, id] = /\/portcullis-range-(\d+)-/.exec(folder) ?? [];
      return id !== undefined && !existsSync(`/proc/${id}`);
    })
    .flatMap(groupsBelow);
  for (const group of left) for (const pid of processesIn(group)) endProcess(pid);
  // What has not ended yet keeps its groups until the next time.
  for (const group of left) unless(["EBUSY", "ENOTEMPTY", ...GONE], () => rmdirSync(group), undefined);
}

function controllers(): readonly string[] {
  return readdirSync(ROOT)
    .map((controller) => join(ROOT, controller))
    .filter((folder) => statSync(folder).isDirectory() && existsSync(join(folder, "cgroup.procs")));
}

function processesIn(group: string): readonly number[] {
  const listed = unless(GONE, () => readFileSync(join(group, "cgroup.procs"), "utf8"), "").split("\n");
  return listed.filter((pid) => pid !== "").map(Number);
}

function groupsBelow(folder: string): readonly string[] {
  const inner = unless(GONE, () => readdirSync(folder, { withFileTypes: true }), []);
  const deeper = inner.filter((entry) => entry.isDirectory()).flatMap(({ name }) => groupsBelow(join(folder, name)));
  return existsSync(folder) ? [...deeper, folder] : deeper;
}

/** Kubelet and runtime take their groups away while one looks. */
const GONE = ["ENOENT", "ENODEV"];

function unless<Found>(codes: readonly string[], look: () => Found, otherwise: Found): Found {
  try {
    return look();
  } catch (error) {
    // Under jest an error of the file system is none of the class that tests see.
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    if (codes.includes(code)) return otherwise;
    throw error;
  }
}

export function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
