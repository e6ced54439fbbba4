import type { Plant } from "../laboratory/plant";
import type { Attack, Seen, Weakening } from "./attack";
import { ETCD_POD, FIREWALL } from "./files";

/** What an attack showed: all three parts, or it counts as failed. */
export interface Shown {
  readonly attack: Attack;
  readonly refused: Seen;
  readonly legitimate: Seen;
  readonly weakened: Seen;
  /** The attack's event in the audit record of the hardened server. */
  readonly event?: Readonly<Record<string, unknown>>;
}

/** Tries every attack on the hardened server, then each again on a server without the hardening that stopped it. */
export async function tryAll(plant: Plant, attacks: readonly Attack[]): Promise<readonly Shown[]> {
  const hardened = [];
  for (const attack of attacks) {
    const refused = await attack.attack(plant);
    hardened.push({ attack, refused, legitimate: await attack.legitimate(plant), ...eventOf(plant, refused) });
  }
  const weakened = new Map<Attack, Seen>();
  let before: Originals = new Map();
  for (const weakening of new Set(attacks.map((attack) => attack.weakening))) {
    const own = attacks.filter((attack) => attack.weakening === weakening);
    try {
      const originals = weaken(plant, weakening, before);
      const changed = [...before.keys(), ...originals.keys()];
      before = originals;
      await takeUp(plant, changed);
      for (const attack of own) weakened.set(attack, await attack.attack(plant));
    } catch (error) {
      // The others can still show what they show; this one counts as failed.
      for (const attack of own) weakened.set(attack, { saw: `${weakening.name}: ${error}`, got: false });
    }
  }
  putBack(plant, before);
  await takeUp(plant, [...before.keys()]);
  return hardened.map((shown) => ({ ...shown, weakened: weakened.get(shown.attack) as Seen }));
}

/** What the audit record says of a request. */
export function eventOf(plant: Plant, { auditId }: Pick<Seen, "auditId">): Pick<Shown, "event"> {
  if (auditId === undefined) return {};
  const { output } = plant.machine.run("grep", "-rhF", auditId, "/var/log/kubernetes/audit");
  // A request that nobody was found for ends with another stage than one that was answered: the last of them tells.
  const line = output
    .split("\n")
    .filter((text) => text.startsWith("{"))
    .at(-1);
  return line === undefined ? {} : { event: JSON.parse(line) };
}

/** What files held before they were weakened. */
type Originals = ReadonlyMap<string, string>;

function putBack(plant: Plant, originals: Originals): void {
  for (const [path, content] of originals) plant.machine.write({ path, permissions: "0600", content });
}

/** Puts back what the weakening before has changed, and takes one hardening out. */
function weaken(plant: Plant, { name, edits }: Weakening, before: Originals): Originals {
  putBack(plant, before);
  const originals = new Map(edits.map(({ file }) => [file, plant.machine.read(file)]));
  const weakened = new Map(originals);
  for (const { file, from, to } of edits) {
    const text = weakened.get(file) ?? "";
    if (!text.includes(from)) throw new Error(`${name}: ${file} does not hold\n${from}\nbut\n${text}`);
    weakened.set(
      file,
      text.replace(from, () => to),
    );
  }
  for (const [path, content] of weakened) plant.machine.write({ path, permissions: "0600", content });
  return originals;
}

/** Has whoever reads these files read them again. */
async function takeUp(plant: Plant, files: readonly string[]): Promise<void> {
  if (files.includes(FIREWALL)) plant.machine.mustRun("nft", "-f", FIREWALL);
  if (files.every((file) => file === FIREWALL)) return;
  await (files.includes(ETCD_POD) ? plant.restart() : plant.restartApiServer());
}
