import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRunning } from "../synthesis/is-running";
import { KEPT } from "./kept";

const PREFIX = "staging-";

/** A folder beside the output for what is not judged to the end, so that nothing of a fleet that is refused is ever in place. */
export class Staging {
  readonly path: string;

  constructor(private readonly folder: string) {
    const kept = join(folder, KEPT);
    mkdirSync(kept, { recursive: true });
    removeLeftOver(kept);
    this.path = mkdtempSync(join(kept, `${PREFIX}${process.pid}-`));
  }

  /** Puts files into their places: each is the old one or the new one at any moment. */
  publish(paths: readonly string[]): void {
    const made = new Set<string>();
    for (const path of paths) {
      const place = join(this.folder, path);
      const parent = dirname(place);
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      renameSync(join(this.path, stagedName(path)), place);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The name of a file while it waits: all wait in one folder. */
export function stagedName(path: string): string {
  return path.replaceAll(/[\\/]/g, "~");
}

/** Takes away what a run has left that was interrupted; another run at the same time keeps its own. */
function removeLeftOver(kept: string): void {
  for (const name of readdirSync(kept)) {
    const owner = /^staging-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) rmSync(join(kept, name), { recursive: true, force: true });
  }
}
