import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";
import type { ClusterSpec } from "../spec/cluster-spec";
import type { checkJob, ClusterJob, ClusterOutcome, runJob } from "./cluster-job";
import type { FromWorker, ToWorker } from "./worker";
import type { errorOf } from "./worker-failure";

/** How many clusters a worker is sent at once: enough that it seldom waits, few enough that all end together. */
const BATCH = 8;

/** How jobs are run. */
export interface JobSettings {
  /** The folder for what is not judged to the end. */
  readonly staging: string;
  /** How many processes work at once. */
  readonly workers: number;
  /** Whether the run is to end before the next cluster. */
  isStopped(): boolean;
  /** Hears of every outcome as it comes. */
  tell(outcome: ClusterOutcome): void;
}

/**
 * Runs jobs. Once a description is found to be wrong, what is left is checked and no longer synthesized: whoever has made a mistake
 * waits for the others of its kind, and for nothing else. It ends early where it is stopped.
 */
export async function runJobs(jobs: readonly ClusterJob[], settings: JobSettings): Promise<void> {
  if (jobs.length === 0) return;
  await (settings.workers === 1 || process.env[IS_WORKER] !== undefined
    ? runHere(jobs, settings)
    : runInWorkers(jobs, settings));
}

/** All descriptions are checked before the first is synthesized. */
async function runHere(jobs: readonly ClusterJob[], { staging, isStopped, tell }: JobSettings): Promise<void> {
  // The frameworks are loaded only where something is to be synthesized.
  const here = require("./cluster-job") as { readonly checkJob: typeof checkJob; readonly runJob: typeof runJob };
  const sound: { readonly job: ClusterJob; readonly spec: ClusterSpec }[] = [];
  for (const job of jobs) {
    const checked = here.checkJob(job);
    if ("kind" in checked) tell(checked);
    else sound.push({ job, spec: checked });
  }
  if (sound.length < jobs.length) return;
  for (const { job, spec } of sound) {
    if (isStopped()) return;
    tell(here.runJob(job, spec, staging));
    // Signals are heard between two clusters.
    await new Promise((resume) => setImmediate(resume));
  }
}

async function runInWorkers(jobs: readonly ClusterJob[], settings: JobSettings): Promise<void> {
  const waiting = [...jobs];
  const processes = Array.from({ length: Math.min(settings.workers, Math.ceil(jobs.length / BATCH)) }, startWorker);
  try {
    const run = { waiting, isWrong: false, ...settings };
    await Promise.all(processes.map((worker) => serve(worker, run)));
  } finally {
    await Promise.all(processes.map(end));
  }
}

function startWorker(): ChildProcess {
  return fork(join(__dirname, `worker${extname(__filename)}`), [], {
    execArgv: [...loadersOf(process.execArgv), ...MEMORY],
    env: { ...process.env, [IS_WORKER]: "1" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "json",
  });
}

/**
 * Most of what a cluster makes is gone when it is written: in a larger nursery it never grows old. There is a worker for every
 * processor, so threads that collect beside it would only take the next one's time.
 */
const MEMORY = ["--max-semi-space-size=16", "--max-old-space-size=384", "--single-threaded-gc"];

/** Set in workers, which start no workers. */
export const IS_WORKER = "PORTCULLIS_FLEET_WORKER";

const LOADERS = /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions)(=|$)/;

/** What of Node's own arguments tells how modules are loaded. A worker that took all of them would run the program's text again. */
function loadersOf(args: readonly string[]): readonly string[] {
  return args.flatMap((argument, index) => {
    const found = LOADERS.exec(argument);
    if (found === null) return [];
    const value = args[index + 1];
    return found[1] === "=" ? [argument] : value === undefined ? [] : [argument, value];
  });
}

/** Ends a worker, and waits until it is gone: it may still write into the staging folder. */
function end(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (worker.exitCode !== null || worker.signalCode !== null || worker.pid === undefined) return resolve();
    worker.once("exit", () => resolve());
    worker.kill("SIGKILL");
  });
}

/** What the workers of one run have in common. */
interface Run extends JobSettings {
  readonly waiting: ClusterJob[];
  /** Whether a description was found to be wrong. */
  isWrong: boolean;
}

/** Gives a worker one batch after the other until none is left. */
function serve(worker: ChildProcess, run: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const batch = run.isStopped() ? [] : run.waiting.splice(0, BATCH);
      const message: ToWorker = { jobs: batch, staging: run.isWrong ? undefined : run.staging };
      if (batch.length === 0) resolve();
      else worker.send(message);
    };
    worker.on("message", (message: FromWorker) => {
      if ("failure" in message) {
        const told = require("./worker-failure") as { readonly errorOf: typeof errorOf };
        reject(told.errorOf(message.failure));
        return;
      }
      run.isWrong ||= message.outcomes.some(({ kind }) => kind === "invalid");
      next();
      for (const outcome of message.outcomes) run.tell(outcome);
    });
    worker.on("error", reject);
    worker.on("exit", (code, signal) => reject(new Error(`a worker ended before its work (${signal ?? code})`)));
    next();
  });
}
