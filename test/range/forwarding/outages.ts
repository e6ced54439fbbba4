import { setTimeout } from "node:timers/promises";
import { type Outcome, NAME, type Trial, type TrialOptions } from "./trial";
import { ForwardingAuthority } from "./identities";

/** Something that happens to records on their way. */
export interface Outage {
  readonly name: string;
  readonly options?: TrialOptions;
  run(trial: Trial): Promise<void>;
}

/** What an outage came to: the outcome, or how the trial itself failed. */
export type Shown = Outcome | { readonly failed: string };

const PATIENCE = 90;

/** The aggregator is in a mood for a while. */
function answers(name: string, mood: Trial["aggregator"]["mood"], seconds: number): Outage {
  return {
    name,
    async run(trial) {
      trial.machine.startAgent();
      await trial.write(2000, 1);
      trial.aggregator.mood = mood;
      await trial.write(8000, seconds);
      trial.aggregator.mood = "takes";
      await trial.write(500, 1);
      await trial.everything(PATIENCE);
    },
  };
}

/** A database of the agent is damaged while it does not run; what runs after it ended mends that. */
function damaged(name: string, file: string, how: (path: string) => string): Outage {
  return {
    name,
    async run(trial) {
      trial.machine.startAgent();
      trial.aggregator.mood = 503;
      await trial.write(10_000, 3);
      await setTimeout(2000);
      await trial.machine.stopAgent("SIGKILL");
      trial.machine.machine.mustRun("sh", "-ec", how(`/var/lib/portcullis/forwarder/${file}`));
      trial.aggregator.mood = "takes";
      await trial.machine.keepAgent(3);
      await trial.write(500, 1);
      await trial.everything(PATIENCE);
    },
  };
}

/** Outages that cost nothing: every audit event comes at least once. */
export const OUTAGES: readonly Outage[] = [
  {
    name: "the aggregator is away, and the log is rotated meanwhile",
    async run(trial) {
      trial.machine.startAgent();
      await trial.write(2000, 1);
      await trial.aggregator.down();
      await trial.write(6000, 4);
      trial.machine.writer.rotate();
      await trial.write(6000, 4);
      await trial.aggregator.up(trial.authority.aggregator(NAME));
      await trial.everything(PATIENCE);
    },
  },
  answers("it answers 429", 429, 8),
  answers("it answers 503", 503, 8),
  answers("it accepts connections and does not answer", "never answers", 8),
  {
    name: "the agent is killed again and again while records are written",
    async run(trial) {
      for (let kill = 0; kill < 15; kill++) {
        trial.machine.startAgent();
        await trial.write(250, 1.4 + kill / 20);
        await trial.machine.stopAgent("SIGKILL");
      }
      trial.machine.startAgent();
      await trial.everything(PATIENCE);
    },
  },
  {
    name: "the agent is killed in the middle of a line, and the log is rotated before it runs again",
    async run(trial) {
      trial.machine.startAgent();
      await trial.write(2000, 1.5);
      const finish = trial.machine.writer.writeInHalves();
      await setTimeout(600);
      await trial.machine.stopAgent("SIGKILL");
      finish();
      await trial.write(3000, 0.5);
      trial.machine.writer.rotate();
      await trial.write(3000, 0.5);
      trial.machine.writer.rotate();
      await trial.write(1000, 0.5);
      trial.machine.startAgent();
      await trial.everything(PATIENCE);
    },
  },
  {
    name: "the budget is used up: reading stops, and the disk stays below the cap",
    async run(trial) {
      trial.aggregator.mood = 503;
      trial.machine.startAgent();
      await trial.write(75_000, 12);
      await setTimeout(8000);
      trial.aggregator.mood = "takes";
      await trial.everything(PATIENCE);
    },
  },
  damaged(
    "the first pages of the queue are damaged",
    "queue/exporter_otlphttp_audit_logs",
    (file) => `dd if=/dev/urandom of=${file} bs=4096 count=2 conv=notrunc`,
  ),
  damaged(
    "pages in the middle of the queue are damaged",
    "queue/exporter_otlphttp_audit_logs",
    (file) => `dd if=/dev/urandom of=${file} bs=4096 count=2000 seek=2 conv=notrunc`,
  ),
  damaged("the queue is cut off", "queue/exporter_otlphttp_audit_logs", (file) => `truncate -s 1M ${file}`),
  damaged(
    "what notes how far was read is damaged",
    "offsets/receiver_filelog_audit",
    (file) => `dd if=/dev/urandom of=${file} bs=4096 count=8 conv=notrunc`,
  ),
  {
    name: "whoever answers has an expired certificate, one of a foreign authority or one of another name",
    async run(trial) {
      const foreign = new ForwardingAuthority(`${trial.folder}/foreign`);
      const { authority } = trial;
      await trial.aggregator.down();
      trial.machine.startAgent();
      const wrong = [
        [authority.aggregator(NAME, -1), /certificate has expired/],
        [{ ...foreign.aggregator(NAME), authority: authority.certificate }, /certificate signed by unknown authority/],
        [authority.aggregator("other.example.com"), /certificate is valid for other\.example\.com/],
      ] as const;
      for (const [identity, words] of wrong) {
        await trial.aggregator.up(identity);
        await trial.write(1000, 1);
        if (!(await trial.said(words, 40))) throw new Error(`the agent did not say ${words}`);
        await trial.aggregator.down();
      }
      if (trial.aggregator.records.length > 0) throw new Error("records went to somebody else");
      await trial.aggregator.up(authority.aggregator(NAME));
      await trial.everything(PATIENCE);
    },
  },
  {
    name: "the aggregator is a real Collector, which is killed twice",
    options: { collector: true },
    async run(trial) {
      trial.collector?.start();
      trial.machine.startAgent();
      for (let kill = 0; kill < 2; kill++) {
        await trial.write(8000, 4);
        await trial.collector?.kill();
        await trial.write(4000, 3);
        trial.collector?.start();
      }
      await trial.everything(PATIENCE);
    },
  },
  {
    name: "the clock of the events is set back",
    async run(trial) {
      trial.machine.startAgent();
      await trial.write(2000, 1);
      trial.machine.writer.setClockBack(400);
      await trial.write(2000, 1);
      trial.machine.writer.rotate();
      trial.machine.writer.setClockBack(1);
      await trial.write(2000, 1);
      await trial.everything(PATIENCE);
    },
  },
];

/** The defaults of the agent, each of which loses. */
export const TWINS: readonly Outage[] = [
  {
    name: "a queue in memory, when the agent is killed",
    options: { change: (text) => text.replaceAll("      storage: file_storage/queue\n", "") },
    async run(trial) {
      trial.aggregator.mood = 503;
      trial.machine.startAgent();
      await trial.write(5000, 3);
      await trial.machine.stopAgent("SIGKILL");
      trial.aggregator.mood = "takes";
      trial.machine.startAgent();
      await trial.write(500, 1);
      await trial.last(PATIENCE);
    },
  },
  {
    name: "an answer that OTLP calls final: 500",
    async run(trial) {
      trial.machine.startAgent();
      await trial.write(2000, 2);
      await trial.everything(30);
      trial.aggregator.mood = 500;
      await trial.write(5000, 4);
      await trial.said(/Dropping data/, 30);
      trial.aggregator.mood = "takes";
      await trial.write(3000, 3);
      await trial.last(PATIENCE);
    },
  },
  {
    name: "records that are noted as read before they are in the queue, when the agent is killed",
    options: { change: (text) => text.replace(" --feature-gates=stanza.synchronousLogEmitter", "") },
    async run(trial) {
      for (let kill = 0; kill < 15; kill++) {
        trial.machine.startAgent();
        await trial.write(250, 1.4 + kill / 20);
        await trial.machine.stopAgent("SIGKILL");
      }
      trial.machine.startAgent();
      await trial.write(500, 1);
      await trial.last(PATIENCE);
    },
  },
];
