import { type AdminPath, pathOf, toldOf } from "./admin-path";
import { CLUSTER_ADMIN, type Identity } from "./identity";
import type { Move, Moves } from "./moves";
import { powerKey } from "./power";
import type { HeldPower, Way } from "./technique";

/** Of everybody who gets to an end by steps of a single identity each, the first step of a shortest way. */
export type FirstWays = ReadonlyMap<string, Way>;

/**
 * The shortest ways to everything for many at once, where each step is one that a single identity takes: whoever is one step away,
 * two steps, and so on. Who comes to hold everything only by rights of two identities is not found.
 */
export class ShortestWays {
  private readonly certain: FirstWays;
  private readonly possible: FirstWays;

  constructor(private readonly moves: Moves) {
    // Who holds everything himself says so in a step more.
    const masters = [...moves.seen.values()].flatMap(({ key, master }) =>
      master === undefined || key === CLUSTER_ADMIN.key ? [] : [key],
    );
    this.certain = settle(moves, true, [CLUSTER_ADMIN.key], masters);
    this.possible = settle(moves, false, [CLUSTER_ADMIN.key], masters);
  }

  /** Whether there is a way; only by what is certain, or by whatever there is. */
  leads({ key, master }: Identity, isCertain: boolean): boolean {
    return master !== undefined || (isCertain ? this.certain : this.possible).has(key);
  }

  /** The shortest path of somebody. */
  pathFrom(start: Identity, isCertain: boolean): AdminPath | undefined {
    const { taken, end } = follow(isCertain ? this.certain : this.possible, start);
    return end.master === undefined ? undefined : joinedPath(taken, [], end);
  }

  /** The ways to some others; of themselves nothing is said. */
  waysTo(ends: readonly Identity[], isCertain: boolean): FirstWays {
    const keys = ends.map(({ key }) => key);
    return settle(this.moves, isCertain, keys, []);
  }
}

/** @param before where paths end with a step more */
function settle(moves: Moves, isCertain: boolean, ends: readonly string[], before: readonly string[]): FirstWays {
  const settled = new Map<string, Way>();
  const isEnd = new Set([...ends, ...before]);
  const used = new Set<Move>();
  let level = ends;
  let next = [...before];
  while (level.length > 0 || next.length > 0) {
    const edges = level.flatMap((key) => moves.into(key));
    const [sure, unsure] = [true, false].map((wanted) =>
      edges.filter(({ way }) => (way.provided === undefined) === wanted),
    );
    for (const { move, way } of [...(sure ?? []), ...(isCertain ? [] : (unsure ?? []))]) {
      if (used.has(move)) continue;
      used.add(move);
      for (const { key, master } of move.holders) {
        if (master !== undefined || settled.has(key) || isEnd.has(key)) continue;
        settled.set(key, way);
        next.push(key);
      }
    }
    level = next;
    next = [];
  }
  return settled;
}

/** A way, and who of those that go it is meant. */
export interface Taken {
  readonly from: Identity;
  readonly way: Way;
}

/** The ways that somebody goes one after the other, and where they end. */
export function follow(
  first: FirstWays,
  start: Identity,
): { readonly taken: readonly Taken[]; readonly end: Identity } {
  const taken: Taken[] = [];
  let end = start;
  for (let way = first.get(end.key); way !== undefined; way = first.get(end.key)) {
    taken.push({ from: end, way });
    end = way.to;
  }
  return { taken, end };
}

/** @param further how it goes on from there: ways, each after those that it takes */
export function joinedPath(taken: readonly Taken[], further: readonly Way[], end: Identity): AdminPath {
  const { told, between } = toldOf([...taken, ...further.map((way) => ({ from: undefined, way }))]);
  return pathOf(
    told.map(({ from, way }) => (from === undefined ? way : asOf(from, way))),
    end,
    between.map(({ way }) => way),
  );
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
