/** Consecutive addresses of one family, both ends included. */
export interface AddressSpan {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** The number of addresses. */
export function sizeOf(span: AddressSpan): bigint {
  return span.last - span.first + 1n;
}

export function overlaps(a: AddressSpan, b: AddressSpan): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

export function contains(outer: AddressSpan, inner: AddressSpan): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** The union: sorted, and as few spans as possible, so that adjacent ranges add up. */
export function merge(spans: readonly AddressSpan[]): readonly AddressSpan[] {
  const sorted = [...spans].sort((a, b) => a.family - b.family || compare(a.first, b.first));
  const merged: AddressSpan[] = [];
  for (const span of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && previous.family === span.family && span.first <= previous.last + 1n) {
      if (span.last > previous.last) merged[merged.length - 1] = { ...previous, last: span.last };
    } else {
      merged.push({ family: span.family, first: span.first, last: span.last });
    }
  }
  return merged;
}

/** What is in `spans` and in none of `holes`. */
export function subtract(spans: readonly AddressSpan[], holes: readonly AddressSpan[]): readonly AddressSpan[] {
  let rest = merge(spans);
  for (const hole of merge(holes)) {
    rest = rest.flatMap((span) => {
      if (!overlaps(span, hole)) return [span];
      const parts: AddressSpan[] = [];
      if (span.first < hole.first) parts.push({ ...span, last: hole.first - 1n });
      if (span.last > hole.last) parts.push({ ...span, first: hole.last + 1n });
      return parts;
    });
  }
  return rest;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
