import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { isWrittenByTerraform } from "../../guardrails/readers/terraform/stack-folder";
import { readBytes, WaitsForever } from "../read-bytes";
import type { InputProblem } from "./input-problem";

/** Larger than any plan that a person looks at, in bytes. */
export const LARGEST_FILE = 64 * 1024 * 1024;
/** More than all files of one run hold together, in bytes: their texts are held at once. */
export const MOST_BYTES = 512 * 1024 * 1024;
/** More files than a repository of manifests has. */
export const MOST_FILES = 20_000;

export interface FoundFile {
  /** As given, or joined to the folder that was given; `-` for standard input. */
  readonly path: string;
  readonly text: string;
}

/** What was found below one path. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly problems: readonly InputProblem[];
  /** What was not looked at, by path: repositories' and Terraform's own files, and those that nobody wanted. */
  readonly passedOver: readonly string[];
}

/**
 * Reads a file, or every file below a folder in the order of their names. Nothing that cannot be read is left out in silence.
 *
 * @param isWanted which files of a folder are read, by their names; the others are passed over
 */
export function findFiles(path: string, isWanted: (name: string) => boolean = () => true): FoundFiles {
  const found = new Finder(isWanted);
  if (path === "-") found.add("-", "-");
  else found.visit(path, []);
  return found;
}

class Finder implements FoundFiles {
  readonly files: FoundFile[] = [];
  readonly problems: InputProblem[] = [];
  readonly passedOver: string[] = [];
  private readonly seen = new Set<string>();
  private bytes = 0;

  constructor(private readonly isWanted: (name: string) => boolean) {}

  /** @param around the real paths of the folders on the way here */
  visit(path: string, around: readonly string[]): void {
    if (this.seen.size > MOST_FILES) return;
    try {
      const real = realpathSync(path);
      const stats = statSync(real);
      if (around.includes(real)) {
        this.complain(
          path,
          "the link leads back to a folder around it",
          "Take the link out, or name the folders that are meant.",
        );
        return;
      }
      // Two links to one file are one file.
      if (this.seen.has(real)) return;
      this.seen.add(real);
      if (this.seen.size > MOST_FILES) {
        this.complain(path, `there are more than ${MOST_FILES} files`, "Name the folders that matter.");
      } else if (stats.isDirectory()) {
        for (const name of readdirSync(real).sort()) {
          const inner = join(path, name);
          if (name === ".git" || isWrittenByTerraform(name)) this.passedOver.push(inner);
          else this.visit(inner, [...around, real]);
        }
      } else if (around.length > 0 && !this.isWanted(path)) {
        this.passedOver.push(path);
      } else if (!stats.isFile()) {
        this.complain(path, "it is neither a file nor a folder", "Name a file, a folder or - for standard input.");
      } else if (stats.size > LARGEST_FILE) {
        this.complain(
          path,
          `it is larger than ${LARGEST_FILE / 1024 / 1024} MB`,
          "Split it; no document that is judged is so large.",
        );
      } else this.add(path, real);
    } catch (error) {
      this.complain(path, ...inWords(path, error));
    }
  }

  /** @param from where it is read; what is written as `path` may be a link to it */
  add(path: string, from: string): void {
    // Said once, of the first file that is one too many.
    if (this.bytes > MOST_BYTES) return;
    const bytes = this.read(path, from);
    if (bytes === undefined) return;
    this.bytes += bytes.length;
    const text = textOf(bytes);
    if (this.bytes > MOST_BYTES)
      this.complain(
        path,
        `with it all files are larger than ${MOST_BYTES / 1024 / 1024} MB, and no further one is read`,
        "Name the folders that matter.",
      );
    else if (bytes.length > LARGEST_FILE)
      this.complain(path, `it is larger than ${LARGEST_FILE / 1024 / 1024} MB`, "Split it.");
    else if (text !== undefined) this.files.push({ path, text });
    else if (bytes.subarray(0, 2).toString("latin1") === "PK")
      this.complain(
        path,
        "it is an archive, or a saved plan, and not text",
        "For a plan: terraform show -json PLAN > plan.json",
      );
    else this.complain(path, "it is not text in UTF-8", "Unpack or convert it, or leave it out.");
  }

  private read(path: string, from: string): Buffer | undefined {
    try {
      return readBytes(from, LARGEST_FILE);
    } catch (error) {
      this.complain(path, ...inWords(path, error));
      return undefined;
    }
  }

  private complain(path: string, message: string, fix: string): void {
    this.problems.push({ path, message, fix });
  }
}

/** The text of a file; undefined when it is none. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function inWords(path: string, error: unknown): readonly [string, string] {
  if (error instanceof WaitsForever) return [error.message, "It is no plain file: take the link out, or leave it out."];
  switch ((error as { code?: unknown }).code) {
    case "ENOENT":
      return isLink(path)
        ? ["the link leads nowhere", "Take it out, or make what it leads to."]
        : ["there is no such file or folder", "Look at the path; it is taken from the folder that you are in."];
    case "ELOOP":
      return ["the link leads in a circle", "Take it out."];
    case "EISDIR":
      return ["it is a folder", "Name the folder itself."];
    case "EACCES":
    case "EPERM":
      return ["it may not be read", "Give yourself the right to read it, or leave it out."];
    default:
      return [`it cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Look at the path."];
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
