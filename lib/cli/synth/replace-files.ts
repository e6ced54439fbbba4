import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { WrittenFile } from "./output-folder";

/**
 * Moves files from one folder to another on the same disk. Readers see the old file or the new one, and never a part. A file of
 * the same content stays as it is, with its date. When a file cannot be moved, all are put back.
 *
 * @param paths below both folders
 */
export function replaceFiles(from: string, to: string, paths: readonly string[]): readonly WrittenFile[] {
  const undo: (() => void)[] = [];
  const kept = join(from, "replaced");
  try {
    const changed = paths.filter((path) => !isSame(join(from, path), join(to, path)));
    for (const path of changed) {
      makeFolders(dirname(join(to, path)), undo);
      mkdirSync(dirname(join(kept, path)), { recursive: true });
    }
    for (const path of changed) {
      const target = join(to, path);
      const old = existsSync(target) ? join(kept, path) : undefined;
      // A second name for the old file, so that there is never none.
      if (old !== undefined) linkSync(target, old);
      renameSync(join(from, path), target);
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

function makeFolders(path: string, undo: (() => void)[]): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path), undo);
  mkdirSync(path);
  undo.push(() => rmdirSync(path));
}
