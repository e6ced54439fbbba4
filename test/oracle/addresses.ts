// The oracle's own arithmetic. It shares no code with lib/guardrails, and is written another way on purpose: addresses are
// numbers of 128 bits, IPv4 among them in the block of mapped addresses, so that there is one line of numbers and not two.

/** Addresses from the first to the last, both included. */
export type Span = readonly [first: bigint, last: bigint];

const V4 = 0xffff_0000_0000n;
const ALL_ONES = (1n << 128n) - 1n;

/** Reads an address, a block or `first-last`; undefined for anything else. */
export function spanOf(text: string): Span | undefined {
  const ends = text.split("-").map((end) => end.trim());
  if (ends.length === 2) {
    const [first, last] = ends.map(numberOf);
    return first === undefined || last === undefined || first.number > last.number
      ? undefined
      : [first.number, last.number];
  }
  const [address = "", bits] = text.trim().split("/");
  const found = numberOf(address);
  if (found === undefined) return undefined;
  const width = found.width;
  const prefix = bits === undefined ? width : /^\d+$/.test(bits) ? Number(bits) : -1;
  if (prefix < 0 || prefix > width) return undefined;
  const hosts = (1n << BigInt(width - prefix)) - 1n;
  const first = found.number & (ALL_ONES ^ hosts);
  return [first, first | hosts];
}

function numberOf(text: string): { readonly number: bigint; readonly width: 32 | 128 } | undefined {
  const v4 = dotted(text);
  if (v4 !== undefined) return { number: V4 | v4, width: 32 };
  if (!text.includes(":")) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":").flatMap(groups)));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 0 : missing !== 0) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  if (all.some((group) => group < 0n || group > 0xffffn)) return undefined;
  return { number: all.reduce((sum, group) => sum * 65536n + group, 0n), width: 128 };
}

function groups(text: string): readonly bigint[] {
  const v4 = dotted(text);
  if (v4 !== undefined) return [v4 >> 16n, v4 & 0xffffn];
  return [/^[0-9a-f]{1,4}$/i.test(text) ? BigInt(`0x${text}`) : -1n];
}

function dotted(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

/** What the internet does not carry. */
const PRIVATE: readonly Span[] = [
  ...[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.2.0/24",
    "192.168.0.0/16",
  ],
  ...["192.0.0.0/29", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"],
  ...[
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
    "2001:db8::/32",
    "3fff::/20",
    "5f00::/16",
    "::/127",
    "100::/64",
    "64:ff9b:1::/48",
  ],
].map((text) => spanOf(text) as Span);

/** IPv6 addresses that carry an IPv4 address: where they begin, and how many bits follow it. */
const CARRIERS: readonly (readonly [Span, bigint])[] = [
  [spanOf("64:ff9b::/96") as Span, 0n],
  [spanOf("2002::/16") as Span, 80n],
];

/** How many addresses of the internet the spans hold in all, and in the longest run. */
export function publicPart(spans: readonly Span[]): {
  readonly v4: bigint;
  readonly v6: bigint;
  readonly longestV4: bigint;
  readonly longestV6: bigint;
} {
  const unpacked = spans.flatMap((span): readonly Span[] => [
    span,
    ...CARRIERS.flatMap(([[first, last], below]): readonly Span[] => {
      const from = later(span[0], first);
      const to = -later(-span[1], -last);
      return from > to ? [] : [[V4 | ((from - first) >> below), V4 | ((to - first) >> below)]];
    }),
  ]);
  // A sweep over all ends: what is inside at least one span and outside every private one.
  const ends = new Map<bigint, { open: number; shut: number }>();
  const mark = (at: bigint, field: "open" | "shut", by: number) => {
    const found = ends.get(at) ?? { open: 0, shut: 0 };
    found[field] += by;
    ends.set(at, found);
  };
  for (const [first, last] of unpacked) {
    mark(first, "open", 1);
    mark(last + 1n, "open", -1);
  }
  for (const [first, last] of [...PRIVATE, ...CARRIERS.map(([span]) => span)]) {
    mark(first, "shut", 1);
    mark(last + 1n, "shut", -1);
  }
  // The block of mapped addresses is where IPv4 lives here.
  for (const at of [V4, V4 + (1n << 32n)]) mark(at, "open", 0);
  const sum = { v4: 0n, v6: 0n, longestV4: 0n, longestV6: 0n };
  let [inside, hidden, run] = [0, 0, 0n];
  const sorted = [...ends.keys()].sort((a, b) => (a < b ? -1 : 1));
  sorted.forEach((at, index) => {
    const { open, shut } = ends.get(at) ?? { open: 0, shut: 0 };
    inside += open;
    hidden += shut;
    const size = (sorted[index + 1] ?? at) - at;
    const isV4 = at >= V4 && at < V4 + (1n << 32n);
    if (at === V4 || at === V4 + (1n << 32n)) run = 0n;
    if (inside === 0 || hidden > 0) {
      run = 0n;
      return;
    }
    run += size;
    if (isV4) {
      sum.v4 += size;
      if (run > sum.longestV4) sum.longestV4 = run;
    } else {
      sum.v6 += size;
      if (run > sum.longestV6) sum.longestV6 = run;
    }
  });
  return sum;
}

// Math.max takes no bigint.
function later(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

/** More than a /24 or /56 in one run, or more than 1,024 addresses of IPv4 in all. */
export function isWorld(spans: readonly Span[]): boolean {
  const { v4, longestV4, longestV6 } = publicPart(spans);
  return longestV4 > 256n || v4 > 1024n || longestV6 > 1n << 72n;
}

/** Any address of the internet at all: the cloud profile permits none. */
export function isPublic(spans: readonly Span[]): boolean {
  const { v4, v6 } = publicPart(spans);
  return v4 + v6 > 0n;
}
