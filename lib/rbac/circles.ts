/**
 * What leads to itself by way of others, together; everything else alone. Whatever something leads to comes before it. In one pass and
 * without recursion, for chains may be as long as there are elements (Tarjan's algorithm).
 */
export function circlesOf(
  keys: readonly string[],
  leadsTo: (key: string) => readonly string[],
): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles: string[][] = [];
  for (const start of keys) {
    if (order.has(start)) continue;
    const path: { readonly key: string; next: number }[] = [];
    const enter = (key: string) => {
      order.set(key, order.size);
      lowest.set(key, order.size - 1);
      open.push(key);
      isOpen.add(key);
      path.push({ key, next: 0 });
    };
    enter(start);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const { key } = at;
      const other = leadsTo(key)[at.next];
      if (other !== undefined) {
        at.next += 1;
        if (!order.has(other)) enter(other);
        else if (isOpen.has(other)) lower(lowest, key, order.get(other));
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) lower(lowest, before.key, lowest.get(key));
      if (lowest.get(key) === order.get(key)) circles.push(closed(key, open, isOpen));
    }
  }
  return circles;
}

function lower(lowest: Map<string, number>, key: string, to: number | undefined): void {
  lowest.set(key, Math.min(lowest.get(key) ?? 0, to ?? 0));
}

/** Takes from the open ones everything since one of them. */
function closed(since: string, open: string[], isOpen: Set<string>): string[] {
  const circle: string[] = [];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    isOpen.delete(one);
    circle.push(one);
    if (one === since) break;
  }
  return circle;
}
