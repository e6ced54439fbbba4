import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type LogTargetInput, otlp } from "../../../lib";
import type { Undo } from "../laboratory/undo";
import { Aggregator, type AggregatorIdentity, freePort } from "./aggregator";
import { CollectorAggregator } from "./collector-aggregator";
import type { Rotation } from "./audit-lines";
import { ForwardingMachine, type MachineSink } from "./forwarding-machine";
import { ForwardingAuthority } from "./identities";
import { restoreOrder } from "./restore-order";

export const NAME = "logs.example.com";

/** What an outage cost, as the aggregator sees it at the end. */
export interface Outcome {
  readonly written: number;
  /** Audit ids that never came. */
  readonly missing: number;
  /** Whether file and place of each record tell the order in which they were written. */
  readonly inOrder: boolean;
  /** What of the files never came: as the aggregator tells it from the places between, and as was written. */
  readonly missingBytes: number;
  readonly lostBytes: number;
  /** How many records the agent says that it has thrown away. */
  readonly thrownAway: number;
  /** The most disk that the agent's folder took, and its cap, in MiB. */
  readonly mostMiB: number;
  readonly capMiB: number;
  /** How often the aggregator gave which answer. */
  readonly answered: Readonly<Record<string, number>>;
}

/** How a trial's machine and its description differ from the usual. */
export interface TrialOptions {
  readonly bufferMiB?: number;
  readonly rotation?: Rotation;
  /** What a twin does not have of the written files. */
  readonly change?: (text: string) => string;
  readonly target?: Partial<LogTargetInput>;
  /** Tenants that have a sink of their own. */
  readonly sinks?: readonly string[];
  /** Whether a real Collector stands between the machine and what records. */
  readonly collector?: boolean;
}

/** A machine that forwards to an aggregator, each on its own. */
export class Trial {
  private constructor(
    readonly machine: ForwardingMachine,
    readonly aggregator: Aggregator,
    readonly authority: ForwardingAuthority,
    private readonly capMiB: number,
    readonly folder: string,
    readonly collector: CollectorAggregator | undefined,
    /** The sinks of tenants, by namespace: each with an authority of its own. */
    readonly sinks: ReadonlyMap<string, Aggregator>,
    private readonly ofSinks: ReadonlyMap<string, ForwardingAuthority>,
  ) {}

  /** What the sink of a tenant shows. */
  identityOf(namespace: string): AggregatorIdentity {
    const found = this.ofSinks.get(namespace);
    if (found === undefined) throw new Error(`${namespace} has no sink`);
    return found.aggregator(NAME);
  }

  static async start(undo: Undo, name: string, options: TrialOptions = {}): Promise<Trial> {
    const folder = mkdtempSync("/var/tmp/portcullis-forwarding-");
    undo.add(() => rmSync(folder, { recursive: true, force: true }));
    const authority = new ForwardingAuthority(join(folder, "authority"));
    const aggregator = await Aggregator.start(authority.aggregator(NAME));
    undo.add(() => aggregator.down());
    const { bufferMiB = 768, target, collector: wanted = false, sinks: tenants = [], ...rest } = options;
    const port = wanted ? await freePort() : aggregator.port;
    const identity = authority.machine("machine");
    const collector = wanted
      ? new CollectorAggregator(folder, port, aggregator.port, authority.aggregator(NAME), identity)
      : undefined;
    undo.add(() => collector?.kill());
    const sinks = new Map<string, Aggregator>();
    const ofSinks = new Map<string, ForwardingAuthority>();
    const machineSinks: MachineSink[] = [];
    for (const namespace of tenants) {
      const own = new ForwardingAuthority(join(folder, `authority-${namespace}`));
      const sink = await Aggregator.start(own.aggregator(NAME));
      undo.add(() => sink.down());
      sinks.set(namespace, sink);
      ofSinks.set(namespace, own);
      machineSinks.push({ namespace, endpoint: `https://${NAME}:${sink.port}`, identity: own.machine("machine") });
    }
    const forwardTo = otlp({ endpoint: `https://${NAME}:${port}`, bufferMiB, ...target });
    const machine = await ForwardingMachine.start(name, folder, { forwardTo }, identity, {
      ...rest,
      sinks: machineSinks,
    });
    undo.add(() => machine.remove());
    return new Trial(machine, aggregator, authority, bufferMiB, folder, collector, sinks, ofSinks);
  }

  /** Writes records in small portions over some time, as an API server does. */
  async write(count: number, seconds: number): Promise<void> {
    const portions = Math.max(1, Math.round(seconds * 20));
    for (let portion = 0; portion < portions; portion++) {
      this.machine.writer.write(
        Math.round((count * (portion + 1)) / portions) - Math.round((count * portion) / portions),
      );
      await setTimeout(50);
    }
  }

  missing(): readonly string[] {
    const got = new Set(this.aggregator.records.map(({ body }) => auditIdOf(body)));
    return this.machine.writer.written.filter((id) => !got.has(id));
  }

  /** Waits until everything has come, or the time is over. */
  async everything(seconds: number): Promise<void> {
    const until = Date.now() + seconds * 1000;
    while (this.aggregator.records.length < this.machine.writer.written.length || this.missing().length > 0) {
      if (Date.now() > until) return;
      await setTimeout(500);
    }
  }

  /** Waits until what was written last has come, and whatever comes with it. */
  async last(seconds: number): Promise<void> {
    const until = Date.now() + seconds * 1000;
    const last = this.machine.writer.written.at(-1);
    while (!this.aggregator.records.some(({ body }) => auditIdOf(body) === last)) {
      if (Date.now() > until) throw new Error("what was written last has not come");
      await setTimeout(500);
    }
    await setTimeout(6000);
  }

  /** Waits until the agent has said something. */
  async said(words: RegExp, seconds: number): Promise<boolean> {
    const until = Date.now() + seconds * 1000;
    while (!words.test(this.machine.words())) {
      if (Date.now() > until) return false;
      await setTimeout(200);
    }
    return true;
  }

  outcome(): Outcome {
    const { bodies, missingBytes } = restoreOrder(
      this.aggregator.records.filter(({ attributes }) => attributes["portcullis.stream"] === "audit"),
    );
    const missing = this.missing();
    const order = bodies.map(auditIdOf);
    const came = new Set(order);
    const expected = this.machine.writer.written.filter((id) => came.has(id));
    return {
      written: this.machine.writer.written.length,
      missing: missing.length,
      inOrder: order.length === expected.length && order.every((id, index) => id === expected[index]),
      missingBytes,
      lostBytes: missing.reduce((sum, id) => sum + (this.machine.writer.bytes.get(id) ?? 0), 0),
      thrownAway: this.machine.thrownAway(),
      mostMiB: Math.ceil(this.machine.mostDisk() / 1_048_576),
      capMiB: this.capMiB,
      answered: Object.fromEntries(this.aggregator.answered),
    };
  }
}

/** The audit id of a record, without reading all of it: there are many. */
export function auditIdOf(body: string): string {
  return /"auditID":"([0-9a-f-]{36})"/.exec(body)?.[1] ?? "";
}
