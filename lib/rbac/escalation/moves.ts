import type { Identities, Identity } from "./identity";
import { type Power, powerKey } from "./power";
import type { HeldPower, Reached, Way } from "./technique";
import { BY_ONE_POWER, BY_SEVERAL_POWERS, beginsOfSeveral, isOneOfSeveral } from "./techniques";

/** What lets somebody go on: one power, or all of several. Who holds the same goes the same ways. */
export interface Move {
  readonly holders: readonly Identity[];
  /** As the first of its holders goes them. */
  readonly ways: readonly Way[];
}

/** One way of a move. */
export interface Edge {
  readonly move: Move;
  readonly way: Way;
}

/** Every step that a single identity takes, of some and of whomever they come by. */
export class Moves {
  /** Whoever was looked at, by key. */
  readonly seen = new Map<string, Identity>();
  private readonly known = new Map<string, Move & { readonly holders: Identity[] }>();
  private readonly edges = new Map<string, Edge[]>();
  private readonly held = new Map<string, Move[]>();

  constructor(
    readonly identities: Identities,
    starts: readonly Identity[],
  ) {
    const waiting = [...starts];
    for (const one of waiting) {
      if (this.seen.has(one.key)) continue;
      this.seen.set(one.key, one);
      if (one.master === undefined) this.lookUp(one, waiting);
    }
  }

  /** What leads to somebody. */
  into(key: string): readonly Edge[] {
    return this.edges.get(key) ?? [];
  }

  /** What somebody goes on by. */
  from(key: string): readonly Move[] {
    return this.held.get(key) ?? [];
  }

  private lookUp(one: Identity, waiting: Identity[]): void {
    if (one.powers.some(({ kind }) => beginsOfSeveral(kind))) this.lookUpSeveral(one, waiting);
    for (const power of one.powers) {
      const alone = new Alone(this.identities, one, [power]);
      this.join(`power ${powerKey(power)}`, one, () => BY_ONE_POWER.flatMap((by) => by(alone)), waiting);
    }
  }

  private lookUpSeveral(one: Identity, waiting: Identity[]): void {
    const several = one.powers.filter(({ kind }) => isOneOfSeveral(kind));
    // Which roles somebody is bound to, and what he may do in others' names, is his own.
    const isOwn = several.some(({ kind }) => kind.startsWith("escalate-") || kind.endsWith("-narrowly"));
    const key = isOwn ? `own ${one.key}` : `several ${[...new Set(several.map(powerKey))].sort().join()}`;
    const alone = new Alone(this.identities, one, several);
    this.join(key, one, () => BY_SEVERAL_POWERS.flatMap((by) => by(alone)), waiting);
  }

  private join(key: string, holder: Identity, look: () => readonly Way[], waiting: Identity[]): void {
    const known = this.known.get(key);
    const move = known ?? { holders: [], ways: look() };
    if (move.holders.at(-1) !== holder) {
      move.holders.push(holder);
      gather(this.held, holder.key, move);
    }
    if (known !== undefined) return;
    this.known.set(key, move);
    for (const way of move.ways) {
      gather(this.edges, way.to.key, { move, way });
      if (!this.seen.has(way.to.key)) waiting.push(way.to);
    }
  }
}

function gather<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [item]);
  else there.push(item);
}

/** One identity, as if there were nobody else. */
class Alone implements Reached {
  readonly all: readonly Identity[];

  constructor(
    readonly identities: Identities,
    private readonly holder: Identity,
    private readonly powers: readonly Power[],
  ) {
    this.all = [holder];
  }

  having(kind: HeldPower["kind"]): readonly HeldPower[] {
    return this.powers.filter((power) => power.kind === kind).map((power) => ({ ...power, holder: this.holder }));
  }
}
