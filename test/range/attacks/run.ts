import { setTimeout } from "node:timers/promises";
import type { Weakenable } from "../laboratory/cluster";
import type { Attack, Seen, Weakening } from "./attack";
import { type PutBack, takeUp, weaken } from "./weaken";

/** What an attack showed: all three parts, or it counts as failed. */
export interface Shown {
  readonly attack: Pick<Attack, "name" | "weakening">;
  readonly refused: Seen;
  readonly legitimate: Seen;
  readonly weakened: Seen;
  /** The attack's event in the audit record of the hardened server. */
  readonly event?: Readonly<Record<string, unknown>>;
}

/** Tries every attack on the hardened server, then each again on a server without the hardening that stopped it. */
export async function tryAll<Cluster extends Weakenable>(
  plant: Cluster,
  attacks: readonly Attack<Cluster>[],
): Promise<readonly Shown[]> {
  const hardened = [];
  for (const attack of attacks) {
    const refused = await attack.attack(plant);
    hardened.push({ attack, refused, legitimate: await attack.legitimate(plant), ...eventOf(plant, refused) });
  }
  const weakened = new Map<Attack<Cluster>, Seen>();
  let putBack: PutBack = async () => [];
  for (const weakening of new Set(attacks.map((attack) => attack.weakening))) {
    const own = attacks.filter((attack) => attack.weakening === weakening);
    try {
      const before = await putBack();
      putBack = async () => [];
      const taken = weaken(plant, weakening);
      putBack = taken.putBack;
      await takeUp(plant, [...before, ...taken.files]);
      for (const attack of own) weakened.set(attack, await untilInForce(weakening, () => attack.attack(plant)));
    } catch (error) {
      // The others can still show what they show; this one counts as failed.
      for (const attack of own) weakened.set(attack, { saw: `${weakening.name}: ${error}`, got: false });
    }
  }
  await takeUp(plant, await putBack());
  return hardened.map((shown) => ({ ...shown, weakened: weakened.get(shown.attack) as Seen }));
}

const PATIENCE = 20_000;

/** Admission policies and roles are taken up some moments after they have been written. */
async function untilInForce({ manifests = [] }: Weakening, attack: () => Seen | Promise<Seen>): Promise<Seen> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const seen = await attack();
    if (seen.got || manifests.length === 0 || Date.now() > until) return seen;
    await setTimeout(500);
  }
}

/** What the audit record says of a request. */
export function eventOf(plant: Pick<Weakenable, "machine">, { auditId }: Pick<Seen, "auditId">): Pick<Shown, "event"> {
  if (auditId === undefined) return {};
  const { output } = plant.machine.run("grep", "-rhF", auditId, "/var/log/kubernetes/audit");
  // A request that nobody was found for ends with another stage than one that was answered: the last of them tells.
  const line = output
    .split("\n")
    .filter((text) => text.startsWith("{"))
    .at(-1);
  return line === undefined ? {} : { event: JSON.parse(line) };
}
