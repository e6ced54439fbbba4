import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LaboratoryAuthority } from "../laboratory/certificates";
import type { Host } from "../laboratory/network";

/** A backend of audit records on a host of the laboratory, that is there or away. */
export class WebhookSink {
  #server: ChildProcess | undefined;
  readonly #file: string;

  constructor(
    private readonly host: Host,
    private readonly address: string,
    private readonly name: string,
    private readonly authority: LaboratoryAuthority,
    folder: string,
  ) {
    this.#file = join(folder, "webhook-batches.jsonl");
  }

  async start(): Promise<void> {
    const { certificate, key } = this.authority.serve(this.name);
    const script = join(__dirname, "webhook-server.cjs");
    const enter = [`--net=/var/run/netns/${this.host.namespace}`];
    const serving = [this.authority.certificate, certificate, key, this.address, "8443", this.#file];
    this.#server = spawn("nsenter", [...enter, process.execPath, script, ...serving], { stdio: "ignore" });
    for (let tries = 0; this.#knock() === 7; tries += 1) {
      if (tries > 100) throw new Error("the backend does not answer");
      await setTimeout(100);
    }
  }

  /** How curl ends who has no certificate: 7 where nobody listens, 56 where it is refused. */
  #knock(): number | null {
    const curl = ["curl", "--silent", "--insecure", "--max-time", "5", `https://${this.address}:8443/events`];
    return spawnSync("nsenter", [`--net=/var/run/netns/${this.host.namespace}`, ...curl]).status;
  }

  /** Whether somebody without a certificate is answered. */
  answersStrangers(): boolean {
    return this.#knock() === 0;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await gone;
  }

  batches(): readonly { readonly from: string; readonly ids: readonly string[] }[] {
    if (!existsSync(this.#file)) return [];
    return readFileSync(this.#file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { readonly from: string; readonly ids: readonly string[] });
  }

  ids(): ReadonlySet<string> {
    return new Set(this.batches().flatMap(({ ids }) => ids));
  }
}
