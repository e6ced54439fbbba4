import ipaddr from "ipaddr.js";
import { known, unknown, type Value } from "./value";

/** Addresses of one family from the first to the last, both included. */
export interface Interval {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** How much of the globally routable address space a set of ranges holds. */
export interface RoutableShare {
  /** Addresses in the longest run without a gap. */
  readonly longestV4: bigint;
  readonly longestV6: bigint;
  readonly totalV4: bigint;
  readonly totalV6: bigint;
}

/** `private` permits no routable address; `bounded` permits runs of a /24 (IPv4) or /56 (IPv6) and four of them in all. */
export type OpennessLimit = "private" | "bounded";

/** The longest way to write an address: IPv6 with an IPv4 address at its end. */
const LONGEST_ADDRESS = 45;

const SLASH_24 = 256n;
const SLASH_56 = 1n << 72n;
const PERMITTED_BLOCKS = 4n;

/**
 * Ranges that no router of the internet carries.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NOT_ROUTABLE: readonly Interval[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  // 192.0.0.9 and 192.0.0.10 are anycast addresses that are routed.
  "192.0.0.0-192.0.0.8",
  "192.0.0.11-192.0.0.255",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/127",
  "64:ff9b:1::/48",
  "100::/64",
  "100:0:0:1::/64",
  "2001:2::/48",
  "2001:db8::/32",
  "3fff::/20",
  "5f00::/16",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
].map(constant);

/** IPv6 blocks whose addresses stand for IPv4 addresses, with the number of bits that follow the embedded address. */
const EMBEDDED: readonly { readonly block: Interval; readonly below: bigint }[] = [
  // IPv4-mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
  { block: constant("::ffff:0:0/96"), below: 0n },
  { block: constant("64:ff9b::/96"), below: 0n },
  { block: constant("2002::/16"), below: 80n },
];

/**
 * Reads an address, a CIDR block or `first-last`. Host bits are ignored, as firewalls ignore them: `1.2.3.4/0` is
 * everything. Octal, hexadecimal and shortened forms are unknown: programs disagree on them.
 */
export function parseRange(text: string): Value<Interval> {
  const ends = text.split("-");
  if (ends.length === 2) {
    const [first, last] = ends.map((end) => parseAddress(end));
    if (first === undefined || last === undefined || first.family !== last.family || first.value > last.value) {
      return unknown(`"${text}" is not a range of addresses`);
    }
    return known({ family: first.family, first: first.value, last: last.value });
  }
  const [base, length, ...rest] = text.split("/");
  const address = base === undefined ? undefined : parseAddress(base);
  if (address === undefined || rest.length > 0) return unknown(`"${text}" is not a range of addresses`);
  const bits = address.family === 4 ? 32 : 128;
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return unknown(`"${text}" has no prefix length`);
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return unknown(`"${text}" has a prefix length above ${bits}`);
  const size = 1n << BigInt(bits - prefix);
  const first = (address.value / size) * size;
  return known({ family: address.family, first, last: first + size - 1n });
}

/** Joins what overlaps or touches; ordered by family and address. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const next of [...intervals].sort((a, b) => a.family - b.family || compare(a.first, b.first))) {
    const open = merged.at(-1);
    if (open !== undefined && open.family === next.family && next.first <= open.last + 1n) {
      merged[merged.length - 1] = { ...open, last: larger(open.last, next.last) };
    } else {
      merged.push(next);
    }
  }
  return merged;
}

/** What is in `intervals` and not in `without`. */
export function subtractIntervals(intervals: readonly Interval[], without: readonly Interval[]): readonly Interval[] {
  let left = mergeIntervals(intervals);
  for (const hole of without) {
    left = left.flatMap((piece) => {
      if (piece.family !== hole.family || hole.last < piece.first || hole.first > piece.last) return [piece];
      const pieces: Interval[] = [];
      if (piece.first < hole.first) pieces.push({ ...piece, last: hole.first - 1n });
      if (piece.last > hole.last) pieces.push({ ...piece, first: hole.last + 1n });
      return pieces;
    });
  }
  return left;
}

/** The globally routable part of the union. IPv6 addresses that stand for IPv4 addresses are counted as those. */
export function routable(intervals: readonly Interval[]): RoutableShare {
  const embedded = intervals.flatMap((interval) =>
    EMBEDDED.flatMap(({ block, below }) => {
      if (interval.family !== 6 || interval.last < block.first || interval.first > block.last) return [];
      const first = larger(interval.first, block.first);
      const last = smaller(interval.last, block.last);
      return [{ family: 4 as const, first: (first - block.first) >> below, last: (last - block.first) >> below }];
    }),
  );
  const plain = subtractIntervals(
    intervals,
    EMBEDDED.map(({ block }) => block),
  );
  const left = subtractIntervals([...plain, ...embedded], NOT_ROUTABLE);
  const share = { longestV4: 0n, longestV6: 0n, totalV4: 0n, totalV6: 0n };
  for (const piece of left) {
    const size = piece.last - piece.first + 1n;
    if (piece.family === 4) {
      share.totalV4 += size;
      share.longestV4 = larger(share.longestV4, size);
    } else {
      share.totalV6 += size;
      share.longestV6 = larger(share.longestV6, size);
    }
  }
  return share;
}

/** Why the union of ranges is more than the limit permits; undefined when it is not. */
export function openToWorld(intervals: readonly Interval[], limit: OpennessLimit): string | undefined {
  const share = routable(intervals);
  switch (limit) {
    case "private":
      if (share.totalV4 > 0n) return `${share.totalV4} routable IPv4 addresses are let in; none is permitted`;
      if (share.totalV6 > 0n) return "routable IPv6 addresses are let in; none is permitted";
      return undefined;
    case "bounded":
      if (share.longestV4 > SLASH_24)
        return `a run of ${share.longestV4} routable IPv4 addresses is let in; a /24 is permitted`;
      if (share.longestV6 > SLASH_56) return "a run of routable IPv6 addresses larger than a /56 is let in";
      if (share.totalV4 > PERMITTED_BLOCKS * SLASH_24) {
        return `${share.totalV4} routable IPv4 addresses are let in; ${PERMITTED_BLOCKS * SLASH_24} are permitted`;
      }
      if (share.totalV6 > PERMITTED_BLOCKS * SLASH_56) return "more routable IPv6 addresses than four /56 are let in";
      return undefined;
  }
}

function parseAddress(text: string): { family: 4 | 6; value: bigint } | undefined {
  if (text.length > LONGEST_ADDRESS) return undefined;
  if (/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) {
    return ipaddr.IPv4.isValid(text)
      ? { family: 4, value: toNumber(ipaddr.IPv4.parse(text).toByteArray()) }
      : undefined;
  }
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(":") || !ipaddr.IPv6.isValid(text)) return undefined;
  return { family: 6, value: toNumber(ipaddr.IPv6.parse(text).toByteArray()) };
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Math.max and Math.min take no bigint.
function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function constant(text: string): Interval {
  const parsed = parseRange(text);
  if (!parsed.known) throw new Error(parsed.why);
  return parsed.value;
}
