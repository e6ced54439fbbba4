import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mix } from "./names";
import type { Task, Usage } from "./task";

/** The programs that are measured against each other. */
export const PROGRAMS = ["constructs", "by-hand", "floor"] as const;
export type Program = (typeof PROGRAMS)[number];

/** One whole process, from its start to its end. */
export interface Run {
  readonly seconds: number;
  /** What all its processes spent in their own code. */
  readonly userSeconds: number;
  /** The most memory of one process. */
  readonly peakMiB: number;
}

/** What a run may take at most. */
const LONGEST_SECONDS = 600;

/**
 * Runs one program in a process of its own, in an empty folder that is taken away again.
 *
 * @param keep looks at what was written before it is taken away
 */
export async function runOnce(
  program: Program,
  count: number,
  mix: Mix,
  recipe: string,
  keep: (outdir: string) => void = () => undefined,
): Promise<Run> {
  const outdir = mkdtempSync(join(tmpdir(), "portcullis-bench-"));
  mkdirSync(outdir, { recursive: true });
  try {
    const task: Task = { count, mix, outdir, recipe };
    const started = performance.now();
    const printed = await outputOf(join(__dirname, "programs", `${program}.js`), JSON.stringify(task));
    const seconds = (performance.now() - started) / 1000;
    keep(outdir);
    return { seconds, ...(JSON.parse(printed) as Usage) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function outputOf(script: string, task: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, task], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: LONGEST_SECONDS * 1000,
    });
    let text = "";
    child.stdout.on("data", (part: Buffer) => {
      text += part.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${script} ended with ${code ?? "a signal"}`));
    });
  });
}
