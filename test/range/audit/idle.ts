import { setTimeout } from "node:timers/promises";
import type { Plant } from "../laboratory/plant";
import { eventsIn, type RecordedEvent, recordedBytes, recordOf } from "./recorded-event";

/** What is recorded while nobody does anything. */
export interface Idle {
  readonly minutes: number;
  readonly perMinute: number;
  /** Events a minute by who and what, the most first. */
  readonly by: readonly (readonly [string, number])[];
  /** Events a minute of each machine: of its kubelet, and of what runs on it under an account of kube-system, by the address. */
  readonly byMachine: Readonly<Record<string, number>>;
}

/** How long nobody does anything: a minute, or what `npm run prove -- --idle=10` says. */
export const IDLE_MINUTES = Number(process.env.PORTCULLIS_IDLE_MINUTES ?? "1");

const OF_MACHINES = /^system:(?:node:|serviceaccount:kube-system:kube-proxy$)/;

function byMachine(events: readonly RecordedEvent[], minutes: number): Readonly<Record<string, number>> {
  const addresses = new Map<string, number>();
  for (const { user, sourceIPs } of events) {
    if (!OF_MACHINES.test(user.username ?? "")) continue;
    const address = sourceIPs?.[0] ?? "";
    addresses.set(address, (addresses.get(address) ?? 0) + 1 / minutes);
  }
  return Object.fromEntries(addresses);
}

const SETTLING = 10_000;

/** Waits until what begins with a cluster is over, at most two minutes; then waits, and counts. */
export async function idle(plant: Pick<Plant, "machine">, minutes: number): Promise<Idle> {
  for (let waited = 0; waited < 120_000; waited += SETTLING) {
    const written = recordedBytes(plant);
    await setTimeout(SETTLING);
    if (eventsIn(recordOf(plant, written)).length < 20) break;
  }
  const before = recordedBytes(plant);
  await setTimeout(minutes * 60_000);
  const events = eventsIn(recordOf(plant, before));
  const counts = new Map<string, number>();
  for (const { user, verb, objectRef, requestURI } of events) {
    const what = objectRef?.resource ?? requestURI.split("?")[0] ?? "";
    const name = `${user.username ?? "nobody"} ${verb} ${what}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const by = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => [name, count / minutes] as const);
  return { minutes, perMinute: events.length / minutes, by, byMachine: byMachine(events, minutes) };
}
