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

/** What pods wrote, as an aggregator has it. Each wrote by containerd's format, the second in the words of the first. */
export async function forwardContainerLines(undo: Undo): Promise<readonly TakenRecord[]> {
  const trial = await Trial.start(undo, "forwarding-containers");
  for (const { namespace, pod, lines } of WRITERS) {
    const folder = trial.machine.machine.outside(`/var/log/pods/${namespace}_${pod}_${UID}/app`);
    mkdirSync(folder, { recursive: true });
    for (const line of lines) appendFileSync(`${folder}/0.log`, `2026-11-23T12:00:00.000000000Z stdout F ${line}\n`);
    // A long line comes in parts.
    appendFileSync(`${folder}/0.log`, "2026-11-23T12:00:00.000000000Z stdout P long-\n");
    appendFileSync(`${folder}/0.log`, "2026-11-23T12:00:00.000000000Z stdout F line\n");
  }
  trial.machine.startAgent();
  const expected = WRITERS.reduce((sum, { lines }) => sum + lines.length + 1, 0);
  const until = Date.now() + 60_000;
  while (trial.aggregator.records.length < expected && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 200));
  return trial.aggregator.records;
}
