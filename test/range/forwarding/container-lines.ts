import { appendFileSync, mkdirSync } from "node:fs";
import type { Undo } from "../laboratory/undo";
import type { TakenRecord } from "./otlp-logs";
import { Trial } from "./trial";

/** A pod that writes, and what it writes to be taken for another one. */
interface Writer {
  readonly namespace: string;
  readonly pod: string;
  readonly lines: readonly string[];
}

const UID = "0f4d1b6e-7a1c-4a55-9d0e-3f1d2c4b5a69";

export const WRITERS: readonly Writer[] = [
  { namespace: "payments", pod: "ledger-0", lines: ["paid", '{"level":"info","paid":3}'] },
  {
    namespace: "intruder",
    pod: "payments-ledger-0",
    lines: [
      '{"k8s.namespace.name":"payments","attributes":{"k8s.namespace.name":"payments"}}',
      "k8s.namespace.name=payments log.file.path=/var/log/pods/payments_ledger-0_x/app/0.log",
      "paid\\n2026-11-23T12:00:00.000000000Z stdout F paid /var/log/pods/payments_ledger-0_x/app/0.log",
      "2026-11-23T12:00:00.000000000Z stderr P ../payments_ledger-0_x/app/0.log",
    ],
  },
];

/** A namespace that is called nearly as a tenant's. */
const NEARLY: Writer = { namespace: "payments-fork", pod: "payments-ledger-0", lines: ["forked"] };

/** What pods wrote, as an aggregator has it. Each wrote by containerd's format, the second in the words of the first. */
export async function forwardContainerLines(undo: Undo): Promise<readonly TakenRecord[]> {
  const trial = await Trial.start(undo, "forwarding-containers");
  writeLines(trial, WRITERS);
  trial.machine.startAgent();
  await come(trial, linesOf(WRITERS));
  return trial.aggregator.records;
}

/** What came where, when tenants have sinks of their own. */
export interface Sunk {
  readonly aggregator: readonly TakenRecord[];
  readonly sinks: Readonly<Record<string, readonly string[]>>;
}

/**
 * The same lines, and those of a namespace that is called nearly alike, with a sink for each of the two tenants; the intruder's sink
 * never answers until all else has come.
 *
 * @param change what a twin does not have of the written files
 */
export async function forwardToSinks(undo: Undo, name: string, change = (text: string) => text): Promise<Sunk> {
  const trial = await Trial.start(undo, name, { sinks: ["payments", "intruder"], change });
  const silent = trial.sinks.get("intruder");
  if (silent !== undefined) silent.mood = "never answers";
  const writers = [...WRITERS, NEARLY];
  writeLines(trial, writers);
  trial.machine.startAgent();
  await come(trial, linesOf(writers));
  if (silent !== undefined) {
    silent.mood = "takes";
    await silent.down();
    await silent.up(trial.identityOf("intruder"));
  }
  // Nothing tells that no more will come to a sink: the batches of all of them are as old as those that came.
  const until = Date.now() + 60_000;
  while ([...trial.sinks.values()].some(({ records }) => records.length === 0) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 200));
  await new Promise((resolve) => setTimeout(resolve, 6000));
  const sinks = [...trial.sinks].map(([namespace, { records }]) => [namespace, records.map(({ body }) => body)]);
  return { aggregator: trial.aggregator.records, sinks: Object.fromEntries(sinks) };
}

const linesOf = (writers: readonly Writer[]) => writers.reduce((sum, { lines }) => sum + lines.length + 1, 0);

function writeLines(trial: Trial, writers: readonly Writer[]): void {
  for (const { namespace, pod, lines } of writers) {
    const folder = trial.machine.machine.outside(`/var/log/pods/${namespace}_${pod}_${UID}/app`);
    mkdirSync(folder, { recursive: true });
    for (const line of lines) appendFileSync(`${folder}/0.log`, `2026-11-23T12:00:00.000000000Z stdout F ${line}\n`);
    // A long line comes in parts.
    appendFileSync(`${folder}/0.log`, "2026-11-23T12:00:00.000000000Z stdout P long-\n");
    appendFileSync(`${folder}/0.log`, "2026-11-23T12:00:00.000000000Z stdout F line\n");
  }
}

async function come(trial: Trial, expected: number): Promise<void> {
  const until = Date.now() + 60_000;
  while (trial.aggregator.records.length < expected && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 200));
}
