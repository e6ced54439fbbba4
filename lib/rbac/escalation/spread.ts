import type { Identity } from "./identity";
import type { Move, Moves } from "./moves";
import type { Way } from "./technique";

/** Some of those whom moves join. */
export interface Spread {
  readonly moves: Moves;
  /** Whether only ways are gone that take nothing besides roles and bindings. */
  readonly isCertain: boolean;
}

/** Adds somebody, and whoever is come by from there, or comes there; those that are known already are not looked at again. */
export function spread(
  { moves, isCertain }: Spread,
  start: Identity,
  direction: "onward" | "back",
  known: Set<string>,
): void {
  const isGone = ({ provided }: Way) => !isCertain || provided === undefined;
  const used = new Set<Move>();
  const onward = (key: string) =>
    moves.from(key).flatMap((move) => (isNew(used, move) ? move.ways.filter(isGone).map(({ to }) => to.key) : []));
  const back = (key: string) =>
    moves
      .into(key)
      .filter(({ move, way }) => isGone(way) && isNew(used, move))
      .flatMap(({ move }) => move.holders.map((holder) => holder.key));
  const further = direction === "onward" ? onward : back;
  const waiting = [start.key];
  known.add(start.key);
  for (const key of waiting)
    for (const one of further(key)) {
      if (known.has(one)) continue;
      known.add(one);
      waiting.push(one);
    }
}

/** Some of them, each after those whom they come by, but for circles. */
export function inOrder(some: readonly Identity[], moves: Moves): readonly Identity[] {
  const wanted = new Map(some.map((one) => [one.key, one]));
  const known = new Set<string>();
  const used = new Set<Move>();
  const ordered: Identity[] = [];
  const onward = function* (key: string) {
    for (const move of moves.from(key)) if (isNew(used, move)) for (const { to } of move.ways) yield to.key;
  };
  for (const { key: first } of some) {
    if (!isNew(known, first)) continue;
    // Without recursion, for a chain may be as long as there are accounts.
    const open = [{ key: first, rest: onward(first) }];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const { done, value } = at.rest.next();
      if (done !== true) {
        if (isNew(known, value)) open.push({ key: value, rest: onward(value) });
        continue;
      }
      open.pop();
      const found = wanted.get(at.key);
      if (found !== undefined) ordered.push(found);
    }
  }
  return ordered;
}

/** Adds it, and says whether it was not there. */
function isNew<Item>(known: Set<Item>, item: Item): boolean {
  if (known.has(item)) return false;
  known.add(item);
  return true;
}
