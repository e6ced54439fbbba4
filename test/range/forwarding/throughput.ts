import { appendFileSync, readFileSync } from "node:fs";
import type { Undo } from "../laboratory/undo";
import { BareApiServer } from "../laboratory/bare-api-server";
import { controlPlanePrograms } from "../laboratory/programs";
import { AUDIT } from "./forwarding-machine";
import { auditIdOf, Trial } from "./trial";

/**
 * How quickly an API server records, and how quickly the agent takes it away, one after the other on the same machine: in events a second of
 * the clock, and a second of the processor, which what else runs there does not change.
 */
export interface Throughput {
  /** While as many clients as it has answers for write at once. */
  readonly recorded: Rate;
  /** From the file to the aggregator, all of them confirmed. */
  readonly forwarded: Rate;
  readonly missing: number;
}

interface Rate {
  readonly bySecond: number;
  readonly byProcessorSecond: number;
}

const SECONDS = 6;
const CLIENTS = 24;
/** How often what was recorded is forwarded, to have enough of it. */
const COPIES = 8;

/** Measures with the records of a real API server. */
export async function measureThroughput(undo: Undo): Promise<Throughput> {
  const server = await BareApiServer.start(controlPlanePrograms("1.35"), {
    auditPolicy: {
      apiVersion: "audit.k8s.io/v1",
      kind: "Policy",
      omitStages: ["RequestReceived"],
      rules: [{ level: "Request" }],
    },
  });
  undo.add(() => server.end());
  const lines = () => readFileSync(server.auditLog, "utf8").trimEnd().split("\n");
  const before = lines().length;
  const until = Date.now() + SECONDS * 1000;
  const write = async (client: number) => {
    for (let n = 0; Date.now() < until; n++) {
      const metadata = { name: `record-${client}-${n}`, namespace: "default" };
      const body = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { text: "x".repeat(400) } };
      await server.ask({ method: "POST", path: "/api/v1/namespaces/default/configmaps", body });
    }
  };
  const apiServer = () => processorSeconds(server.processId("kube-apiserver"));
  const idle = apiServer();
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => write(client)));
  const recorded = lines().slice(before);
  const spent = apiServer() - idle;
  await server.end();

  const trial = await Trial.start(undo, "forwarding-throughput");
  const text = `${recorded.join("\n")}\n`;
  for (let copy = 0; copy < COPIES; copy++)
    appendFileSync(
      trial.machine.machine.outside(`${AUDIT}/audit.log`),
      // Each copy is of its own events.
      text.replaceAll(/"auditID":"[0-9a-f]{8}/g, (id) => `${id.slice(0, -2)}${copy.toString(16).padStart(2, "0")}`),
    );
  const expected = recorded.length * COPIES;
  // Reading requests costs this process more than the agent: it is done afterwards.
  trial.aggregator.mood = "keeps";
  const started = Date.now();
  trial.machine.startAgent();
  while (trial.aggregator.countKept('"auditID"') < expected && Date.now() < started + 90_000)
    await new Promise((resolve) => setTimeout(resolve, 250));
  const seconds = (Date.now() - started) / 1000;
  const agent = processorSeconds(trial.machine.machine.processId("agent"));
  trial.aggregator.readKept();
  const came = new Set(trial.aggregator.records.map(({ body }) => auditIdOf(body)));
  return {
    recorded: rate(recorded.length, SECONDS, spent),
    forwarded: rate(expected, seconds, agent),
    missing: expected - came.size,
  };
}

function rate(events: number, seconds: number, ofProcessor: number): Rate {
  return { bySecond: Math.round(events / seconds), byProcessorSecond: Math.round(events / ofProcessor) };
}

/** Seconds of the processor that a process has used, of the kernel's among them. */
function processorSeconds(id: number): number {
  const fields = readFileSync(`/proc/${id}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
