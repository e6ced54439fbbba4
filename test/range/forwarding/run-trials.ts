import { Undo } from "../laboratory/undo";
import type { Outage, Shown } from "./outages";
import { Trial } from "./trial";

/** Runs outages, some at once, each with a machine and an aggregator of its own; one that fails keeps none of the others from ending. */
export async function runTrials(outages: readonly Outage[], atOnce: number): Promise<ReadonlyMap<string, Shown>> {
  const shown = new Map<string, Shown>();
  const rest = outages.map((outage, index) => ({ outage, name: `forwarding-${index}` }));
  const work = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift())
      shown.set(next.outage.name, await runTrial(next.outage, next.name));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return shown;
}

async function runTrial(outage: Outage, name: string): Promise<Shown> {
  const undo = new Undo();
  let trial: Trial | undefined;
  try {
    trial = await Trial.start(undo, name, outage.options);
    await outage.run(trial);
    return trial.outcome();
  } catch (error) {
    return { failed: `${String(error)}\n${trial?.machine.words() ?? ""}` };
  } finally {
    await undo.all();
  }
}
