import { appendFileSync, readFileSync } from "node:fs";
import type { Undo } from "../laboratory/undo";
import { BareApiServer } from "../laboratory/bare-api-server";
import { controlPlanePrograms } from "../laboratory/programs";
import { AUDIT } from "./forwarding-machine";
import { auditIdOf, Trial } from "./trial";

/** How quickly an API server records, and how quickly the agent takes it away, one after the other on the same machine. */
export interface Throughput {
  /** Audit events a second while as many clients as it has answers for write at once. */
  readonly recorded: number;
  /** Audit events a second from the file to the aggregator, all of them confirmed. */
  readonly forwarded: number;
  readonly missing: number;
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
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => write(client)));
  const recorded = lines().slice(before);
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
  const started = Date.now();
  trial.machine.startAgent();
  while (trial.aggregator.records.length < expected && Date.now() < started + 90_000)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const seconds = (Date.now() - started) / 1000;
  const came = new Set(trial.aggregator.records.map(({ body }) => auditIdOf(body)));
  return {
    recorded: Math.round(recorded.length / SECONDS),
    forwarded: Math.round(expected / seconds),
    missing: expected - came.size,
  };
}
