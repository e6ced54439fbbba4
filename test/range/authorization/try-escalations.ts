import { setTimeout } from "node:timers/promises";
import { askMany, type ManyAnswer } from "../laboratory/ask-many";
import type { Plant } from "../laboratory/plant";
import { type Act, type Escalation, worked } from "./escalation";
import type { Holder } from "./holders";

/** What one holder was told, by the hardened server and once each layer was taken out. */
export interface Told {
  readonly who: string;
  readonly status: number;
  readonly message: string;
  readonly auditId: string | undefined;
}

/** What a way to escalate showed. */
export interface Climb {
  readonly escalation: Escalation;
  /** What each holder was told by the hardened server, and then by what each layer left. */
  readonly steps: readonly (readonly Told[])[];
  /** What the administrator was told who did the legitimate thing. */
  readonly legitimate: Told;
  /** What went wrong, in words; empty where it is shown. */
  readonly faults: readonly string[];
}

/** How long a change may take until everybody who decides has seen it. */
const PATIENCE = 10_000;

const ADMINISTRATOR = "administrator";

/** Tries one escalation as everybody, takes out what stops it layer by layer, and puts all of it back. */
export async function climb(plant: Plant, holders: readonly Holder[], escalation: Escalation): Promise<Climb> {
  const { layers, legitimate, mayByRole = [] } = escalation;
  const climbers = holders.filter(({ name }) => !mayByRole.includes(name));
  const names = [...holders.map(({ name }) => name), ADMINISTRATOR];
  asAdministrator(
    plant,
    names.map((name) => escalation.prepare?.(name) ?? []),
  );
  const faults: string[] = [];
  const steps: (readonly Told[])[] = [];
  const lifted = [];
  const right = plant.asAdministrator(legitimate?.() ?? escalation.act(ADMINISTRATOR));
  if (!worked(escalation, right)) faults.push(`the administrator was told ${inWords(right)}`);
  try {
    for (const layer of layers) {
      await layer.inForce?.();
      const told = await askUntil(
        plant,
        climbers,
        escalation,
        ({ status, message }) => status === 403 && message.includes(layer.words),
      );
      faults.push(
        ...told.filter(({ there }) => !there).map((one) => `${layer.name} did not refuse ${one.who}: ${inWords(one)}`),
      );
      steps.push(told);
      lifted.unshift(layer);
      await layer.lift(plant, climbers);
    }
    const through = await askUntil(plant, climbers, escalation, (answer) => worked(escalation, answer));
    faults.push(
      ...through.filter(({ there }) => !there).map((one) => `${one.who} did not get through: ${inWords(one)}`),
    );
    steps.push(through);
    const byRole = holders.filter(({ name }) => mayByRole.includes(name));
    const may = await askUntil(plant, byRole, escalation, (answer) => worked(escalation, answer));
    faults.push(...may.filter(({ there }) => !there).map((one) => `${one.who} may, and was told ${inWords(one)}`));
  } catch (error) {
    faults.push(String(error));
  } finally {
    asAdministrator(
      plant,
      names.map((name) => escalation.undo?.(name) ?? []),
    );
    for (const layer of lifted) await layer.restore(plant);
  }
  return { escalation, steps, legitimate: toldTo(ADMINISTRATOR, right), faults };
}

/** Asks as everybody, and again those who were told something else, until it is so or the time is over. */
async function askUntil(
  plant: Plant,
  holders: readonly Holder[],
  escalation: Escalation,
  expected: (answer: ManyAnswer) => boolean,
): Promise<readonly (Told & { readonly there: boolean })[]> {
  const told = new Map<string, Told & { readonly there: boolean }>();
  const until = Date.now() + PATIENCE;
  for (;;) {
    const open = holders.filter(({ name }) => told.get(name)?.there !== true);
    if (open.length === 0) break;
    const requests = open.map(({ name, credential }) => ({ ...escalation.act(name), ...credential }));
    const answers = askMany(plant.hosts.operator, plant.endpoint, requests);
    for (const [index, { name }] of open.entries()) {
      const answer = answers[index] as ManyAnswer;
      told.set(name, { ...toldTo(name, answer), there: expected(answer) });
    }
    if (Date.now() > until) break;
    if ([...told.values()].every(({ there }) => there)) break;
    await setTimeout(250);
  }
  return [...told.values()];
}

/** Does for everybody what is listed for each, the first of all before the second of any: what comes later may need it. */
function asAdministrator(plant: Plant, ofEach: readonly (readonly Act[])[]): void {
  const longest = Math.max(...ofEach.map(({ length }) => length));
  for (let index = 0; index < longest; index += 1) {
    const acts = ofEach.flatMap((acts) => acts.slice(index, index + 1));
    askMany(
      plant.hosts["control-plane"],
      plant.endpoint,
      acts.map((act) => ({ ...act, certificate: plant.administrator })),
    );
  }
}

function toldTo(who: string, { status, message, auditId }: Omit<ManyAnswer, "body">): Told {
  return { who, status, message, auditId };
}

const inWords = ({ status, message }: { readonly status: number; readonly message: string }) =>
  `${status} ${message}`.trim();
