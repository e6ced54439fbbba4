import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { inWords } from "./file-trouble";
import { neighboursOf } from "./neighbours";
import { lockOutput } from "./output-lock";
import {
  CDKTF_MANIFEST,
  CDKTF_OUT,
  CHARTS,
  manifestsPath,
  STACKS,
  stackFolder,
  stagedName,
  stackPath,
} from "./output-places";
import { OutputProblem } from "./output-problem";
import { replaceFiles, type WrittenFile } from "./replace-files";

const STAGING = ".portcullis.staging";

/**
 * The folder that a run writes to. Everything is written and judged in a folder inside it, on the same disk, and moved to its place
 * at the end: whatever ends the run before leaves the old output as it was.
 */
export class OutputFolder {
  /** Where files wait by their staged names. */
  readonly staging: string;
  /** The folder itself, without links. */
  readonly root: string;
  private readonly unlock: () => void;
  /** What stands beside each stack's document, which the gate judges with it. */
  private readonly neighbours: ReadonlyMap<string, readonly string[]>;

  /**
   * @param path the output folder as it was named
   * @param names the clusters that are written
   * @throws OutputProblem when the folder cannot be used, or another run uses it
   */
  constructor(
    path: string,
    private readonly names: readonly string[],
  ) {
    this.root = usable(path);
    this.unlock = lockOutput(this.root);
    this.staging = join(this.root, STAGING);
    try {
      this.inspect();
      this.neighbours = new Map(names.map((name) => [name, neighboursOf(this.root, name)]));
      // What an earlier run left, that was cut off.
      rmSync(this.staging, { recursive: true, force: true });
      mkdirSync(this.staging);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** What stands beside the document of a cluster's stack, as it was when the run began. */
  neighboursOf(name: string): readonly string[] {
    return this.neighbours.get(name) ?? [];
  }

  /** Puts a file of the run's own into the staging folder. */
  stage(path: string, text: string): void {
    writeFileSync(join(this.staging, stagedName(path)), text);
  }

  /**
   * Moves staged files to their places; one that says the same as before is not touched. If one cannot be moved, those before it
   * are taken back.
   */
  publish(paths: readonly string[]): readonly WrittenFile[] {
    this.inspect();
    for (const [name, neighbours] of this.neighbours) {
      if (neighbours.join("\n") === neighboursOf(this.root, name).join("\n")) continue;
      throw new OutputProblem(
        join(this.root, stackFolder(name)),
        "files came or went in it while its stack was judged",
        "Run again.",
      );
    }
    return replaceFiles(this.staging, this.root, paths);
  }

  /** Stacks of the last run that are not in this one, as far as cdktf's manifest of it can be read. */
  leftBehind(): readonly string[] {
    try {
      const { stacks } = JSON.parse(readFileSync(join(this.root, CDKTF_MANIFEST), "utf8")) as {
        readonly stacks: object;
      };
      return Object.keys(stacks)
        .filter((name) => !this.names.includes(name) && existsSync(join(this.root, stackFolder(name))))
        .sort();
    } catch {
      return [];
    }
  }

  /** Takes away what only the run needed. */
  close(): void {
    rmSync(join(this.root, STAGING), { recursive: true, force: true });
    this.unlock();
  }

  /** Refuses what is in the way. Links are not followed: they lead to places that nobody named. */
  private inspect(): void {
    const folders = [CDKTF_OUT, STACKS, CHARTS];
    for (const folder of [...folders, ...this.names.map(stackFolder)]) demand(join(this.root, folder), "folder");
    const files = this.names.flatMap((name) => [stackPath(name), manifestsPath(name)]);
    for (const file of [...files, CDKTF_MANIFEST]) demand(join(this.root, file), "file");
  }
}

function usable(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    const root = realpathSync(path);
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
    return root;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EEXIST" || code === "ENOTDIR")
      throw new OutputProblem(path, "it is a file", "Name a folder by --out, or move the file away.");
    const { message, fix } = inWords(error, "be written");
    throw new OutputProblem(path, message, fix);
  }
}

function demand(path: string, kind: "file" | "folder"): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isSymbolicLink())
    throw new OutputProblem(path, "it is a link", "Take it out, or name the folder that it leads to by --out.");
  if (kind === "folder" ? !stats.isDirectory() : !stats.isFile())
    throw new OutputProblem(path, `it is no ${kind}`, "Move it away, or name another folder by --out.");
  try {
    if (kind === "folder") accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new OutputProblem(path, ...wordsOf(error));
  }
}

function wordsOf(error: unknown): readonly [string, string] {
  const { message, fix } = inWords(error, "be written");
  return [message, fix];
}
