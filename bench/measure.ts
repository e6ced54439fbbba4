import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peakMiBOf } from "./peak-memory";
import type { Mix } from "./names";
import type { Task, Usage } from "./task";

/** The programs that are measured against each other. */
export const PROGRAMS = ["constructs", "fleet", "by-hand", "floor"] as const;
export type Program = (typeof PROGRAMS)[number];

/** One whole process, from its start to its end. */
export interface Run {
  readonly seconds: number;
  /** What all its processes spent in their own code. */
  readonly userSeconds: number;
  /** The most memory of one process. */
  readonly peakMiB: number;
}

/** The files that programs read. */
export type Inputs = Pick<Task, "examples" | "recipe">;

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
  inputs: Inputs,
  keep: (outdir: string) => void = () => undefined,
): Promise<Run> {
  const script = join(__dirname, "programs", `${program}.js`);
  const taskOf = (outdir: string): string => JSON.stringify({ count, mix, outdir, ...inputs } satisfies Task);
  return runScript(script, taskOf, LONGEST_SECONDS, keep);
}

/** A program had not ended when its time was over. */
export class TookTooLong extends Error {}

/**
 * Runs a program that says at its end what it has used.
 *
 * @param taskOf its one argument
 * @throws TookTooLong
 */
export async function runScript(
  script: string,
  taskOf: (outdir: string) => string,
  longestSeconds: number,
  keep: (outdir: string) => void = () => undefined,
): Promise<Run> {
  const outdir = mkdtempSync(join(tmpdir(), "portcullis-bench-"));
  try {
    const started = performance.now();
    const { text, peakMiB } = await outputOf(script, taskOf(outdir), longestSeconds);
    const seconds = (performance.now() - started) / 1000;
    keep(outdir);
    const usage = JSON.parse(text.trim().split("\n").at(-1) ?? "") as Usage;
    return { seconds, ...usage, peakMiB: Math.max(usage.peakMiB, peakMiB) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function outputOf(
  script: string,
  task: string,
  longestSeconds: number,
): Promise<{ readonly text: string; readonly peakMiB: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, task], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: longestSeconds * 1000,
      killSignal: "SIGKILL",
    });
    let text = "";
    let peakMiB = 0;
    const watch = setInterval(() => {
      peakMiB = Math.max(peakMiB, peakMiBOf(child.pid ?? 0));
    }, 200);
    child.stdout.on("data", (part: Buffer) => {
      text += part.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(watch);
      if (code === 0) resolve({ text, peakMiB });
      else if (signal === "SIGKILL") reject(new TookTooLong(`${script} took longer than ${longestSeconds} s`));
      else reject(new Error(`${script} ended with ${code ?? "a signal"}`));
    });
  });
}
