// A process that synthesizes clusters for another one, which sends them in batches and waits for each batch.
import { checkJob, type ClusterJob, type ClusterOutcome, runJob } from "./cluster-job";
import { type Failure, failureOf } from "./worker-failure";

/** What a worker is sent: a batch, and where its files wait; without that place, descriptions are checked and no more. */
export interface ToWorker {
  readonly jobs: readonly ClusterJob[];
  readonly staging: string | undefined;
}

/** What it answers to a batch. */
export type FromWorker =
  | { readonly outcomes: readonly ClusterOutcome[] }
  /** Something broke that is no fault of a description. */
  | { readonly failure: Failure };

process.on("message", (message: ToWorker) => {
  process.send?.(answer(message));
});
// Whoever asked is gone, and nobody wants the answer.
process.on("disconnect", () => process.exit(0));
// Whoever asked decides what a signal means: it comes to all processes of a terminal at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);

function answer({ jobs, staging }: ToWorker): FromWorker {
  try {
    return { outcomes: jobs.map((job) => outcomeOf(job, staging)) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function outcomeOf(job: ClusterJob, staging: string | undefined): ClusterOutcome {
  const checked = checkJob(job);
  if ("kind" in checked) return checked;
  return staging === undefined ? { kind: "sound", place: job.place } : runJob(job, checked, staging);
}
