import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { stagedName } from "./output-places";

/** One file of the output, by its path below the output folder. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Moves staged files to their places on the same disk. Readers see the old file or the new one, and never a part. A file of
 * the same content stays as it is, with its date. When a file cannot be moved, all are put back.
 *
 * @param staging where they wait, by their staged names
 * @param to the output folder
 * @param paths below the output folder
 */
export function replaceFiles(staging: string, to: string, paths: readonly string[]): readonly WrittenFile[] {
  const undo: (() => void)[] = [];
  const made = new Set<string>();
  try {
    const changed = paths.filter((path) => !isSame(join(staging, stagedName(path)), join(to, path)));
    for (const path of changed) makeFolders(dirname(join(to, path)), made, undo);
    for (const path of changed) {
      const staged = join(staging, stagedName(path));
      const target = join(to, path);
      const old = existsSync(target) ? `${staged}.replaced` : undefined;
      // A second name for the old file, so that there is never none.
      if (old !== undefined) linkSync(target, old);
      renameSync(staged, target);
      undo.push(() => (old === undefined ? rmSync(target) : renameSync(old, target)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
  return paths.map((path) => ({ path, bytes: statSync(join(to, path)).size }));
}

function isSame(one: string, other: string): boolean {
  return (
    existsSync(other) && statSync(one).size === statSync(other).size && readFileSync(one).equals(readFileSync(other))
  );
}

function makeFolders(path: string, made: Set<string>, undo: (() => void)[]): void {
  if (made.has(path) || existsSync(path)) return;
  made.add(path);
  makeFolders(dirname(path), made, undo);
  mkdirSync(path);
  undo.push(() => rmdirSync(path));
}
