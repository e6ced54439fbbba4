import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { readOtlpLogs, type TakenRecord } from "./otlp-logs";

/** What the aggregator does with a request: takes it, now or with `readKept`, answers with a status, or never answers. */
export type Mood = "takes" | "keeps" | "never answers" | number;

/** By which an aggregator proves who it is, and whom it believes. */
export interface AggregatorIdentity {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/**
 * An aggregator that is strict: TLS 1.3 with a certificate of the authority alone, one path, one encoding, and nothing is taken
 * unless all of the request is understood. It confirms after it has kept.
 */
export class Aggregator {
  mood: Mood = "takes";
  /** How much it takes in a second, before compression, as a line would; undefined where nothing slows it. */
  bytesPerSecond: number | undefined;
  readonly records: TakenRecord[] = [];
  /** Requests by the status with which they were answered, and handshakes that failed. */
  readonly answered = new Map<number, number>();
  readonly refusedHandshakes: string[] = [];
  readonly #kept: Buffer[] = [];
  readonly #sockets = new Set<Duplex>();
  #server: Server | undefined;

  private constructor(readonly port: number) {}

  /** An aggregator at a port of its own on the loopback interface. */
  static async start(identity: AggregatorIdentity): Promise<Aggregator> {
    const aggregator = new Aggregator(await freePort());
    await aggregator.up(identity);
    return aggregator;
  }

  async up(identity: AggregatorIdentity): Promise<void> {
    const server = createServer(
      {
        cert: readFileSync(identity.certificate),
        key: readFileSync(identity.key),
        ca: readFileSync(identity.authority),
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: "TLSv1.3",
      },
      (request, response) => void this.#answer(request, response),
    );
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    server.on("tlsClientError", ({ message }) => this.refusedHandshakes.push(message));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
  }

  async down(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** How often a text stands in the requests that were kept. */
  countKept(text: string): number {
    return this.#kept.reduce((sum, request) => sum + occurrences(request, text), 0);
  }

  /** Takes what was kept, all of which must be understood. */
  readKept(): void {
    for (const request of this.#kept.splice(0)) this.records.push(...readOtlpLogs(request));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.mood === "never answers") return;
    const status = await this.#take(request).catch(() => 400);
    this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
    response.writeHead(status, { "content-type": "application/x-protobuf" }).end();
  }

  async #take(request: IncomingMessage): Promise<number> {
    const body = await buffer(request);
    if (typeof this.mood === "number") return this.mood;
    if (request.method !== "POST" || request.url !== "/v1/logs") return 404;
    if (request.headers["content-type"] !== "application/x-protobuf") return 415;
    const logs = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    if (this.bytesPerSecond !== undefined) await setTimeout((logs.length / this.bytesPerSecond) * 1000);
    if (this.mood === "keeps") this.#kept.push(logs);
    else for (const record of readOtlpLogs(logs)) this.records.push(record);
    return 200;
  }
}

function occurrences(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) count++;
  return count;
}

/** A port of the loopback interface that nobody listens at now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
