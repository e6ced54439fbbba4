import type { AdminPath } from "./admin-path";
import type { Identity } from "./identity";
import type { Moves } from "./moves";
import { Search } from "./search";
import { type FirstWays, follow, joinedPath, type ShortestWays } from "./shortest-ways";
import { inOrder, spread } from "./spread";
import type { Way } from "./technique";

/**
 * Paths on which rights of two identities are taken together, for many at once. Whoever comes by somebody who has such a path has one
 * too, and where there is none, nobody who is come by has one: so only some are searched from, and the others go on to them.
 */
export class Together {
  private readonly found = new Map<string, { readonly ways: readonly Way[]; readonly end: Identity }>();
  private readonly toFound: FirstWays;

  /** @param starts who has no path on which every step is taken by one identity */
  constructor(
    readonly moves: Moves,
    shortest: ShortestWays,
    starts: readonly Identity[],
    readonly isCertain: boolean,
  ) {
    // All are let go at once where even they together come to nothing: then none of them does alone.
    const isWorth = new Search(moves.identities, starts, isCertain).end() !== undefined;
    this.toFound = shortest.waysTo(isWorth ? this.search(starts) : [], isCertain);
  }

  /** Whether somebody has such a path. */
  leads({ key }: Identity): boolean {
    return this.found.has(key) || this.toFound.has(key);
  }

  pathOf(start: Identity): AdminPath | undefined {
    const { taken, end } = follow(this.toFound, start);
    const rest = this.found.get(end.key);
    return rest === undefined ? undefined : joinedPath(taken, rest.ways, rest.end);
  }

  /** Those who were searched from and have a path. */
  private search(starts: readonly Identity[]): readonly Identity[] {
    const ends: Identity[] = [];
    const decided = new Set<string>();
    let open = inOrder(starts, this.moves);
    while (open.length > 0) {
      // Of a chain each answer decides half.
      const one = open[Math.floor(open.length / 2)] as Identity;
      const search = new Search(this.moves.identities, [one], this.isCertain);
      const end = search.end();
      if (end === undefined) spread(this, one, "onward", decided);
      else {
        ends.push(one);
        this.found.set(one.key, { ways: search.waysTo(end), end });
        spread(this, one, "back", decided);
      }
      open = open.filter(({ key }) => !decided.has(key));
    }
    return ends;
  }
}
