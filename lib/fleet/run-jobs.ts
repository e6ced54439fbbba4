import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";
import type { ClusterJob, ClusterOutcome, JobSettings, runJob } from "./cluster-job";
import type { FromWorker, ToWorker } from "./worker";

/** How many clusters a worker is sent at once: enough that it seldom waits, few enough that all end together. */
const BATCH = 8;

/** Runs jobs in some processes, and tells of every outcome as it comes. */
export async function runJobs(
  jobs: readonly ClusterJob[],
  settings: JobSettings,
  workers: number,
  tell: (outcome: ClusterOutcome) => void,
): Promise<void> {
  if (jobs.length === 0) return;
  if (workers === 1 || process.env[IS_WORKER] !== undefined) {
    // The frameworks are loaded only where something is to be synthesized.
    const here = require("./cluster-job") as { readonly runJob: typeof runJob };
    for (const job of jobs) tell(here.runJob(job, settings));
    return;
  }
  const waiting = [...jobs];
  const processes = Array.from({ length: Math.min(workers, Math.ceil(jobs.length / BATCH)) }, startWorker);
  try {
    await Promise.all(processes.map((worker) => serve(worker, waiting, settings, tell)));
  } finally {
    await Promise.all(processes.map(end));
  }
}

function startWorker(): ChildProcess {
  return fork(join(__dirname, `worker${extname(__filename)}`), [], {
    // Most of what a cluster makes is gone when it is written: in a larger nursery it never grows old.
    execArgv: [...loadersOf(process.execArgv), "--max-semi-space-size=16", "--max-old-space-size=384"],
    env: { ...process.env, [IS_WORKER]: "1" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "json",
  });
}

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

/** Lets a worker go, and waits until it is gone: it may still write into the staging folder. */
function end(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (worker.exitCode !== null || worker.signalCode !== null || worker.pid === undefined) return resolve();
    worker.once("exit", () => resolve());
    worker.kill();
  });
}

/** Gives a worker one batch after the other until none is left. */
function serve(
  worker: ChildProcess,
  waiting: ClusterJob[],
  settings: JobSettings,
  tell: (outcome: ClusterOutcome) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const send = (message: ToWorker) => worker.send(message);
    const next = () => {
      const batch = waiting.splice(0, BATCH);
      if (batch.length === 0) resolve();
      else send({ jobs: batch });
    };
    worker.on("message", (message: FromWorker) => {
      if ("failure" in message) {
        reject(new Error(`a worker failed: ${message.failure}`));
        return;
      }
      next();
      for (const outcome of message.outcomes) tell(outcome);
    });
    worker.on("error", reject);
    worker.on("exit", (code, signal) => reject(new Error(`a worker ended before its work (${signal ?? code})`)));
    send({ settings });
    next();
  });
}
