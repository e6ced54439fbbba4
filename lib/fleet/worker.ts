// A process that synthesizes clusters for another one, which sends them in batches and waits for each batch.
import { type ClusterJob, type ClusterOutcome, type JobSettings, runJob } from "./cluster-job";

/** What a worker is sent: first its settings, then batches. */
export type ToWorker = { readonly settings: JobSettings } | { readonly jobs: readonly ClusterJob[] };

/** What it answers to a batch. */
export type FromWorker =
  | { readonly outcomes: readonly ClusterOutcome[] }
  /** Something broke that is no fault of a description. */
  | { readonly failure: string };

let settings: JobSettings | undefined;

process.on("message", (message: ToWorker) => {
  if ("settings" in message) {
    settings = message.settings;
    return;
  }
  process.send?.(answer(message.jobs));
});
// Whoever asked is gone, and nobody wants the answer.
process.on("disconnect", () => process.exit(0));

function answer(jobs: readonly ClusterJob[]): FromWorker {
  try {
    const given = settings;
    if (given === undefined) throw new Error("a worker was sent clusters before its settings");
    return { outcomes: jobs.map((job) => runJob(job, given)) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
