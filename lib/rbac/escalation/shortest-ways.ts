import { type AdminPath, pathOf, toldOf } from "./admin-path";
import { CLUSTER_ADMIN, type Identities, type Identity } from "./identity";
import { type Power, powerKey } from "./power";
import type { HeldPower, Reached, Way } from "./technique";
import { BY_ONE_POWER, BY_SEVERAL_POWERS, beginsOfSeveral, isOneOfSeveral } from "./techniques";

/** What lets somebody go on: one power, or all of several. Who holds the same goes the same ways. */
interface Move {
  readonly holders: Identity[];
}

/** One way of a move, as the first of its holders goes it. */
interface Edge {
  readonly move: Move;
  readonly way: Way;
}

/**
 * The shortest ways to everything for many at once, where each step is one that a single identity takes: first all moves are looked
 * up, then whoever is one step away, two steps, and so on. Who comes to hold everything only by rights of two identities is not found.
 */
export class ShortestWays {
  private readonly moves = new Map<string, Move>();
  private readonly into = new Map<string, Edge[]>();
  private readonly seen = new Map<string, Identity>();
  private readonly certain: ReadonlyMap<string, Way>;
  private readonly possible: ReadonlyMap<string, Way>;

  constructor(
    private readonly identities: Identities,
    starts: readonly Identity[],
  ) {
    const waiting = [...starts];
    for (const one of waiting) {
      if (this.seen.has(one.key)) continue;
      this.seen.set(one.key, one);
      if (one.master === undefined) this.lookUp(one, waiting);
    }
    this.certain = this.settle(true);
    this.possible = this.settle(false);
  }

  /** Whether there is a way; only by what is certain, or by whatever there is. */
  leads({ key, master }: Identity, isCertain: boolean): boolean {
    return master !== undefined || (isCertain ? this.certain : this.possible).has(key);
  }

  /** The shortest path of somebody. */
  pathFrom(start: Identity, isCertain: boolean): AdminPath | undefined {
    const settled = isCertain ? this.certain : this.possible;
    const ways: { readonly from: Identity; readonly way: Way }[] = [];
    let at = start;
    while (at.master === undefined) {
      const way = settled.get(at.key);
      if (way === undefined) return undefined;
      ways.push({ from: at, way });
      at = way.to;
    }
    const { told, between } = toldOf(ways);
    return pathOf(
      told.map(({ from, way }) => asOf(from, way)),
      at,
      between.map(({ way }) => way),
    );
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
    const known = this.moves.get(key);
    if (known !== undefined) {
      if (known.holders.at(-1) !== holder) known.holders.push(holder);
      return;
    }
    const move: Move = { holders: [holder] };
    this.moves.set(key, move);
    for (const way of look()) {
      const edges = this.into.get(way.to.key) ?? [];
      edges.push({ move, way });
      this.into.set(way.to.key, edges);
      if (!this.seen.has(way.to.key)) waiting.push(way.to);
    }
  }

  /** Of everybody who gets there the first way of a shortest path. */
  private settle(isCertain: boolean): ReadonlyMap<string, Way> {
    const settled = new Map<string, Way>();
    const used = new Set<Move>();
    let level: readonly string[] = [CLUSTER_ADMIN.key];
    // Who holds everything himself says so in a step more.
    let next = [...this.seen.values()].flatMap(({ key, master }) =>
      master === undefined || key === CLUSTER_ADMIN.key ? [] : [key],
    );
    while (level.length > 0 || next.length > 0) {
      const edges = level.flatMap((key) => this.into.get(key) ?? []);
      const [sure, unsure] = [true, false].map((wanted) =>
        edges.filter(({ way }) => (way.provided === undefined) === wanted),
      );
      for (const { move, way } of [...(sure ?? []), ...(isCertain ? [] : (unsure ?? []))]) {
        if (used.has(move)) continue;
        used.add(move);
        for (const { key, master } of move.holders) {
          if (master !== undefined || settled.has(key)) continue;
          settled.set(key, way);
          next.push(key);
        }
      }
      level = next;
      next = [];
    }
    return settled;
  }
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

/** The way of another who holds the same, by the powers of this one. */
function asOf(holder: Identity, way: Way): Way {
  const own = (power: HeldPower): HeldPower => {
    if (power.holder === holder) return power;
    const key = powerKey(power);
    const same = holder.powers.find((one) => powerKey(one) === key);
    return { ...(same ?? power), holder };
  };
  return { ...way, by: way.by.map(own) };
}
