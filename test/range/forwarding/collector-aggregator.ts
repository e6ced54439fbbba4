import { once } from "node:events";
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { forwardingPrograms } from "../laboratory/programs";
import type { AggregatorIdentity } from "./aggregator";
import type { MachineIdentity } from "./forwarding-machine";

/**
 * A real Collector as aggregator: it takes OTLP by a mutual TLS 1.3, and confirms a request once what is behind it has confirmed it. What
 * is behind it records.
 */
export class CollectorAggregator {
  readonly #configuration: string;
  #process: ChildProcess | undefined;

  /**
   * @param port where it listens, on the loopback interface
   * @param behind the port of what records, which it reaches as `localhost`
   */
  constructor(folder: string, port: number, behind: number, identity: AggregatorIdentity, client: MachineIdentity) {
    this.#configuration = join(folder, "aggregator.json");
    const configuration = {
      receivers: {
        otlp: {
          protocols: {
            http: {
              endpoint: `127.0.0.1:${port}`,
              tls: {
                cert_file: identity.certificate,
                key_file: identity.key,
                client_ca_file: identity.authority,
                min_version: "1.3",
              },
            },
          },
        },
      },
      exporters: {
        otlphttp: {
          endpoint: `https://127.0.0.1:${behind}`,
          tls: {
            ca_file: client.authority,
            cert_file: client.certificate,
            key_file: client.key,
            server_name_override: "logs.example.com",
            min_version: "1.3",
          },
          sending_queue: { enabled: false },
          retry_on_failure: { enabled: false },
        },
      },
      service: {
        telemetry: { metrics: { level: "none" } },
        pipelines: { logs: { receivers: ["otlp"], exporters: ["otlphttp"] } },
      },
    };
    writeFileSync(this.#configuration, JSON.stringify(configuration));
  }

  start(): void {
    const program = forwardingPrograms()["otelcol-contrib"];
    this.#process = spawn(program, [`--config=${this.#configuration}`], { stdio: "ignore" });
  }

  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}
