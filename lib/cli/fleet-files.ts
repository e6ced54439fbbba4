import { readFileSync, statSync } from "node:fs";
import type { FleetFile } from "../fleet-file/content";
import { formatInputProblem, type InputProblem } from "./check/input-problem";
import { inWords } from "../synthesis/file-trouble";

/** Larger than the description of ten thousand clusters with defaults, in bytes. */
export const LARGEST_FLEET_FILE = 32 * 1024 * 1024;

/** The files that could be read, and what keeps the others from it. */
export interface FleetFiles {
  readonly files: readonly FleetFile[];
  readonly problems: readonly InputProblem[];
}

/** Reads fleet files, or standard input for `-`. A size is asked for before a byte is read. */
export function readFleetFiles(paths: readonly string[]): FleetFiles {
  const files: FleetFile[] = [];
  const problems: InputProblem[] = [];
  for (const path of new Set(paths)) {
    const read = readOne(path);
    if ("text" in read) files.push({ name: path === "-" ? "(standard input)" : path, text: read.text });
    else problems.push(read);
  }
  return { files, problems };
}

function readOne(path: string): { readonly text: string } | InputProblem {
  try {
    if (path !== "-") {
      const stats = statSync(path);
      if (stats.isDirectory())
        return { path, message: "it is a folder", fix: "Name the fleet files in it: portcullis synth FOLDER/*.yaml" };
      if (!stats.isFile()) return { path, message: "it is no file", fix: "Name a file, or - for standard input." };
      if (stats.size > LARGEST_FLEET_FILE) return tooLarge(path, stats.size);
    }
    const bytes = readFileSync(path === "-" ? 0 : path);
    if (bytes.length > LARGEST_FLEET_FILE) return tooLarge(path, bytes.length);
    const text = textOf(bytes);
    return text === undefined
      ? { path, message: "it is not text in UTF-8", fix: "Convert it; a fleet file is YAML or JSON." }
      : { text };
  } catch (error) {
    return { path, ...inWords(error, "be read") };
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function tooLarge(path: string, bytes: number): InputProblem {
  const megabytes = (size: number) => Math.floor(size / 1024 / 1024);
  return {
    path,
    message: `it has ${megabytes(bytes)} MB, and a fleet file may have ${megabytes(LARGEST_FLEET_FILE)}`,
    fix: "Write what clusters share under defaults, or split the list into several files.",
  };
}

export function formatInputProblems(problems: readonly InputProblem[]): string {
  return problems.map((problem) => `${formatInputProblem(problem)}\n`).join("\n");
}
