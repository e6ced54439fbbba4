import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { sizeForwarding } from "../../../lib";
import { queueBytes } from "../../../lib/pillars/audit/forwarder/forwarder-configuration";
import type { Undo } from "../laboratory/undo";
import { AUDIT } from "./forwarding-machine";
import { auditIdOf, Trial } from "./trial";

/** What was measured, and what the formula says of the same. */
export interface Compared {
  readonly measured: number;
  readonly formula: number;
}

/** The length of an audit event by which the formula reckons. */
const EVENT_BYTES = 1500;
/** How much the agent collects before it sends a request. */
const REQUEST_BYTES = 1_048_576;
/** By which the queue is made smaller, so that it is full within seconds: the formula is in proportion. */
const PART = 8;
/** An agent that tries again quickly, so that the time is that of the line. */
const QUICKLY = (text: string) => text.replaceAll(/(initial|max)_interval: \w+/g, "$1_interval: 200ms");

/** How many events wait when the queue for audit records is full. */
export async function fillQueue(undo: Undo): Promise<Compared> {
  const bytes = queueBytes({ bufferMiB: 768 }, "audit");
  const change = (text: string) => text.replace(`queue_size: ${bytes}`, `queue_size: ${Math.floor(bytes / PART)}`);
  const trial = await Trial.start(undo, "forwarding-size", { change: (text) => QUICKLY(change(text)) });
  trial.aggregator.mood = 503;
  trial.machine.startAgent();
  // Half as much again as fits.
  const fits = eventsOf(768) / PART;
  write(trial, Math.round(fits * 1.5));
  await setTimeout(10_000);
  await trial.machine.stopAgent("SIGKILL");
  // What was not read is gone: what comes now has waited.
  trial.machine.machine.mustRun("sh", "-c", `rm ${AUDIT}/*.log`);
  trial.aggregator.mood = "takes";
  trial.machine.startAgent();
  await quiet(trial);
  return { measured: idsIn(trial).size, formula: fits };
}

/** How many events of an outage a budget holds, by the formula. */
function eventsOf(bufferMiB: number): number {
  const of = (events: number) =>
    sizeForwarding({
      auditEventsPerSecond: events,
      containerLinesPerSecond: 0,
      outageHours: 1,
      uplinkKilobitsPerSecond: 1_000_000,
    }).bufferMiB;
  return (bufferMiB / of(1000)) * 1000 * 3600;
}

/** How many seconds it takes after an outage until what waited has gone, while more comes, by a line that is so fast. */
export async function drain(undo: Undo): Promise<Compared> {
  const [eventsPerSecond, outageSeconds, bytesPerSecond] = [250, 20, 1_000_000];
  const trial = await Trial.start(undo, "forwarding-drain", { change: QUICKLY });
  trial.aggregator.mood = 503;
  trial.aggregator.bytesPerSecond = bytesPerSecond;
  trial.machine.startAgent();
  const began = Date.now();
  let written = 0;
  const writing = setInterval(() => {
    const due = Math.round(((Date.now() - began) / 1000) * eventsPerSecond);
    write(trial, due - written);
    written = due;
  }, 100);
  undo.add(() => clearInterval(writing));
  await setTimeout(outageSeconds * 1000);
  trial.aggregator.mood = "takes";
  const back = Date.now();
  // Less than one request is under way in any case: the agent collects for it.
  const waits = () => written - trial.aggregator.records.length;
  while (waits() * EVENT_BYTES > REQUEST_BYTES && Date.now() < back + 90_000) await setTimeout(100);
  const measured = (Date.now() - back) / 1000;
  clearInterval(writing);
  const load = {
    auditEventsPerSecond: eventsPerSecond,
    containerLinesPerSecond: 0,
    outageHours: outageSeconds / 3600,
    uplinkKilobitsPerSecond: (bytesPerSecond * 8) / 1000,
  };
  return { measured, formula: sizeForwarding(load).drainHours * 3600 };
}

function write(trial: Trial, count: number): void {
  const line = () => {
    const start = `{"kind":"Event","auditID":"${randomUUID()}","text":"`;
    return `${start}${"x".repeat(EVENT_BYTES - start.length - 3)}"}\n`;
  };
  appendFileSync(trial.machine.machine.outside(`${AUDIT}/audit.log`), Array.from({ length: count }, line).join(""));
}

const idsIn = (trial: Trial) => new Set(trial.aggregator.records.map(({ body }) => auditIdOf(body)));

/** Waits until some came and nothing more does. */
async function quiet(trial: Trial): Promise<void> {
  let before = -1;
  const until = Date.now() + 60_000;
  while ((trial.aggregator.records.length === 0 || trial.aggregator.records.length > before) && Date.now() < until) {
    before = trial.aggregator.records.length;
    await setTimeout(4000);
  }
}
