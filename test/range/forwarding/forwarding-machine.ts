import { copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { defineCluster, type LogsInput } from "../../../lib";
import { edgeFiles } from "../../../lib/constructs/machines/edge/edge-files";
import type { ConfigFile } from "../../../lib/plan/config-file";
import { storeInput } from "../../store-cluster";
import { setTimeout } from "node:timers/promises";
import { Machine } from "../laboratory/machine";
import { forwardingPrograms } from "../laboratory/programs";
import { AuditWriter, type Rotation } from "./audit-lines";

export const STATE = "/var/lib/portcullis/forwarder";
export const AUDIT = "/var/log/kubernetes/audit";
const CERTIFICATES = "/etc/portcullis/forwarder";

/** What a machine shows an aggregator, and whom it believes to be one. */
export interface MachineIdentity {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** A tenant's own sink, and what the machine shows it. */
export interface MachineSink {
  readonly namespace: string;
  readonly endpoint: string;
  readonly identity: MachineIdentity;
}

/**
 * A machine of the edge that forwards: the files that the synthesis wrote, at their paths in a file system of its own, on a disk of the
 * real machine. There is no systemd, so the service's command runs with the powers that its unit leaves it.
 */
export class ForwardingMachine {
  readonly writer: AuditWriter;
  #most = 0;
  /** The status with which the agent has ended by itself. */
  #ended: number | undefined;
  readonly #watch: NodeJS.Timeout;

  private constructor(
    readonly machine: Machine,
    private readonly unit: string,
    rotation: Rotation | undefined,
  ) {
    this.writer = new AuditWriter(machine.outside(AUDIT), rotation);
    this.#watch = setInterval(() => {
      this.#most = Math.max(this.#most, this.diskOfState());
    }, 100);
  }

  /**
   * @param folder of the real machine, on a disk
   * @param change what a twin does not have of the written files
   */
  static async start(
    name: string,
    folder: string,
    logs: LogsInput,
    identity: MachineIdentity,
    {
      rotation,
      change = (text) => text,
      sinks = [],
    }: {
      readonly rotation?: Rotation;
      readonly change?: (text: string) => string;
      readonly sinks?: readonly MachineSink[];
    } = {},
  ): Promise<ForwardingMachine> {
    const machine = await Machine.inThisNetwork(name, folder);
    const disk = join(folder, `${name}-disk`);
    mkdirSync(disk, { recursive: true });
    const state = `mount --bind ${disk} ${STATE}`;
    machine.mustRun("sh", "-ec", `mkdir -p ${STATE} ${AUDIT} /var/log/pods /var/log/journal ${CERTIFICATES}; ${state}`);
    const files = writtenFor(logs, sinks);
    for (const { path, content, mode } of files)
      if (path.startsWith(CERTIFICATES) || path.includes("forwarder"))
        machine.write({ path, permissions: mode, content: change(content) });
    machine.write({ path: "/etc/hosts", content: "127.0.0.1 localhost logs.example.com\n" });
    const shown = [{ prefix: "", identity }, ...sinks.map((sink) => ({ prefix: `${sink.namespace}.`, ...sink }))];
    for (const one of shown)
      for (const [path, from] of Object.entries({
        "ca.crt": one.identity.authority,
        "tls.crt": one.identity.certificate,
        "tls.key": one.identity.key,
      }))
        copyFileSync(from, machine.outside(`${CERTIFICATES}/${one.prefix}${path}`));
    const unit = machine.read("/etc/systemd/system/portcullis-forwarder.service");
    return new ForwardingMachine(machine, unit, rotation);
  }

  startAgent(): void {
    const command = /^ExecStart=(.+)$/m.exec(this.unit)?.[1]?.split(" ") ?? [];
    const powers = /^CapabilityBoundingSet=(.+)$/m.exec(this.unit)?.[1] ?? "";
    const kept = powers.split(" ").map((power) => `+${power.replace("CAP_", "").toLowerCase()}`);
    const confined = ["setpriv", "--no-new-privs", `--bounding-set=-all,${kept.join(",")}`, "--inh-caps=-all"];
    const [, ...args] = command;
    this.machine.start("agent", [...confined, forwardingPrograms()["otelcol-contrib"], ...args]);
  }

  /** For some starts, does what systemd would: when the agent ends by itself, what runs after it, and the agent again. */
  async keepAgent(starts: number): Promise<void> {
    for (let start = 0; start < starts; start++) {
      if (!this.machine.isRunning("agent")) {
        if (this.#ended !== undefined) this.#afterwards(this.#ended);
        this.startAgent();
      }
      await setTimeout(4000);
      this.#ended = this.machine.endOf("agent") ?? this.#ended;
    }
  }

  #afterwards(status: number): void {
    const [program = ""] = /^ExecStopPost=(.+)$/m.exec(this.unit)?.slice(1) ?? [];
    this.machine.mustRun("env", "SERVICE_RESULT=exit-code", "EXIT_CODE=exited", `EXIT_STATUS=${status}`, program);
  }

  async stopAgent(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    await this.machine.stop("agent", signal);
  }

  /** What the agent has said, newest last. */
  words(): string {
    return this.machine.lastWordsOf("agent");
  }

  /** How many records it says that it has thrown away, in what the journal of the machine would keep. */
  thrownAway(): number {
    const counts = this.machine.everythingSaidBy("agent").matchAll(/Dropping data\..*"dropped_items": (\d+)/g);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** The disk that the agent's folder takes now, and has taken at most, in bytes. */
  diskOfState(): number {
    return sizeOf(this.machine.outside(STATE));
  }

  mostDisk(): number {
    return Math.max(this.#most, this.diskOfState());
  }

  async remove(): Promise<void> {
    clearInterval(this.#watch);
    await this.machine.remove();
  }
}

function writtenFor(logs: LogsInput, sinks: readonly MachineSink[]): readonly ConfigFile[] {
  const input = storeInput();
  const quota = { cpu: "1", memory: "1Gi", pods: 10 };
  const tenants = [
    ...(input.tenants ?? []),
    ...sinks.map(({ namespace, endpoint }) => ({ name: namespace, quota, logSink: { endpoint, bufferMiB: 128 } })),
  ];
  return edgeFiles(defineCluster({ ...input, logs, tenants }) as Parameters<typeof edgeFiles>[0]);
}

/** Files are counted by the blocks that they take; one may vanish while it is looked at. */
function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return found.blocks * 512;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}
