import { cpuSeconds } from "./cpu-seconds";
import type { BareApiServer, BareRequest } from "../../test/range/laboratory/bare-api-server";
import { median } from "../statistics";
import { DEPLOYER, PODS, pod } from "./sides";

/** What a block of requests showed. */
export interface Block {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Seconds of processor that the API server used for 1,000 requests: what a machine with other work can still tell. */
  readonly cpu: number;
}

/** What a round of a side showed: pods made, and read again. */
export interface Round {
  readonly creations: Block;
  readonly reads: Block;
}

let made = 0;

/** Makes pods, reads each, and takes them all away again, which is not timed. */
export async function runRound(server: BareApiServer, size: number, clients: number): Promise<Round> {
  made += 1;
  const names = Array.from({ length: size }, (_, index) => `bench-${made}-${index}`);
  const as = DEPLOYER;
  const creations = await runBlock(
    server,
    names,
    (name) => ({ path: PODS, method: "POST", body: pod(name), as }),
    201,
    clients,
  );
  const reads = await runBlock(server, names, (name) => ({ path: `${PODS}/${name}`, as }), 200, clients);
  await server.ask({
    path: `${PODS}?gracePeriodSeconds=0`,
    method: "DELETE",
    body: { propagationPolicy: "Background" },
  });
  return { creations, reads };
}

async function runBlock(
  server: BareApiServer,
  names: readonly string[],
  requestOf: (name: string) => BareRequest,
  expected: number,
  clients: number,
): Promise<Block> {
  const queue = names.map(requestOf).reverse();
  const took: number[] = [];
  const client = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const before = performance.now();
      const { status, body } = await server.ask(next);
      took.push(performance.now() - before);
      if (status !== expected) throw new Error(`${next.path}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
    }
  };
  const api = server.processId("kube-apiserver");
  const used = cpuSeconds(api);
  const before = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - before) / 1000;
  const cpu = ((cpuSeconds(api) - used) / names.length) * 1000;
  const sorted = took.sort((a, b) => a - b);
  return {
    rate: names.length / seconds,
    p50: median(sorted),
    p99: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN,
    cpu,
  };
}
