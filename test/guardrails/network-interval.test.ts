import { fc } from "../property";
import {
  type Interval,
  mergeIntervals,
  openToWorld,
  parseRange,
  routable,
  subtractIntervals,
} from "../../lib/guardrails/network-interval";

function range(text: string): Interval {
  const parsed = parseRange(text);
  if (!parsed.known) throw new Error(parsed.why);
  return parsed.value;
}

const open = (limit: "private" | "bounded", ...ranges: readonly string[]) => openToWorld(ranges.map(range), limit);

describe("reading a range", () => {
  test("takes addresses, blocks and spans of both families", () => {
    expect(range("10.0.0.0/8")).toEqual({ family: 4, first: 0x0a000000n, last: 0x0affffffn });
    expect(range("10.0.0.7")).toEqual(range("10.0.0.7/32"));
    expect(range("10.0.0.0-10.0.0.255")).toEqual(range("10.0.0.0/24"));
    expect(range("FD00::/8")).toEqual(range("fd00:0:0::/8"));
    expect(range("::/0").last).toBe((1n << 128n) - 1n);
  });

  test("reads a block with host bits as the firewall does: the whole block", () => {
    expect(range("1.2.3.4/0")).toEqual(range("0.0.0.0/0"));
    expect(range("10.1.2.3/8")).toEqual(range("10.0.0.0/8"));
  });

  test.each([
    "",
    "any",
    "0/0",
    "10/8",
    "10.0.0/24",
    "010.0.0.0/8",
    "0x0a.0.0.0/8",
    "167772160/8",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "256.0.0.0/8",
    "999.999.999.999/99",
    ":::::/999",
    "::/129",
    "fe80::1%eth0/64",
    "10.0.0.9-10.0.0.1",
    "10.0.0.1-::1",
    " 10.0.0.0/8",
    "10.0.0.0/8\n",
    "1.2.3.4.5/8",
    "::ffff:1.2.3.4.5/96",
  ])("refuses %j", (text) => expect(parseRange(text).known).toBe(false));
});

describe("what is open to the world", () => {
  test("refuses any routable address where none is permitted", () => {
    expect(
      open("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8", "fe80::/10"),
    ).toBeUndefined();
    for (const text of [
      "0.0.0.0/0",
      "::/0",
      "9.9.9.9/32",
      "2606:4700::1/128",
      "8.0.0.0/5",
      "172.16.0.0/11",
      "192.168.0.0/15",
      "fc00::/6",
    ]) {
      expect(open("private", text)).toBeDefined();
    }
  });

  test("refuses IPv4 hidden in IPv6: mapped, NAT64 and 6to4", () => {
    for (const text of [
      "::ffff:0:0/96",
      "::ffff:9.9.9.9/128",
      "64:ff9b::/96",
      "64:ff9b::909:909/128",
      "2002::/16",
      "2002:909:909::/48",
    ]) {
      expect(open("private", text)).toContain("IPv4");
    }
    expect(open("private", "::ffff:10.0.0.0/104", "64:ff9b::a00:0/104", "2002:a00::/24")).toBeUndefined();
  });

  test("permits a bounded profile one /24 or /56 and four of them in all", () => {
    expect(open("bounded", "9.9.9.0/24", "8.8.8.0/24", "7.7.7.0/24", "6.6.6.0/24")).toBeUndefined();
    expect(open("bounded", "2606:4700:0:100::/56")).toBeUndefined();
  });

  test("refuses a bounded profile more, however it is split", () => {
    expect(open("bounded", "9.9.8.0/23")).toBeDefined();
    expect(open("bounded", "9.9.8.0/24", "9.9.9.0/32")).toContain("257");
    expect(open("bounded", "9.9.9.0/24", "8.8.8.0/24", "7.7.7.0/24", "6.6.6.0/24", "5.5.5.5/32")).toContain("1025");
    expect(open("bounded", "0.0.0.0/1", "128.0.0.0/1")).toBeDefined();
    expect(open("bounded", "::ffff:9.9.8.0/119")).toBeDefined();
    expect(open("bounded", "2606:4700::/55")).toBeDefined();
    expect(open("bounded", ...[1, 2, 3, 4, 5].map((n) => `2606:4700:0:${n}100::/56`))).toBeDefined();
  });
});

describe("arithmetic", () => {
  const interval = fc
    .tuple(fc.constantFrom<4 | 6>(4, 6), fc.bigInt({ min: 0n, max: 60n }), fc.bigInt({ min: 0n, max: 20n }))
    .map(([family, first, length]): Interval => ({ family, first, last: first + length }));
  const members = (intervals: readonly Interval[]) => {
    const found = new Set<string>();
    for (const { family, first, last } of intervals)
      for (let at = first; at <= last; at += 1n) found.add(`${family}:${at}`);
    return found;
  };

  test("merging keeps exactly the same addresses, in order and without touching neighbours", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (intervals) => {
        const merged = mergeIntervals(intervals);
        expect(members(merged)).toEqual(members(intervals));
        merged.forEach((piece, index) => {
          const next = merged[index + 1];
          if (next?.family === piece.family) expect(next.first).toBeGreaterThan(piece.last + 1n);
        });
      }),
    );
  });

  test("subtracting leaves exactly what is in the one and not in the other", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 6 }), fc.array(interval, { maxLength: 6 }), (from, without) => {
        const gone = members(without);
        expect(members(subtractIntervals(from, without))).toEqual(
          new Set([...members(from)].filter((one) => !gone.has(one))),
        );
      }),
    );
  });

  test("splitting a block never makes less of it routable", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), fc.integer({ min: 0, max: 31 }), (address, prefix) => {
        const size = 1n << BigInt(32 - prefix);
        const first = (address / size) * size;
        const half = first + size / 2n;
        const whole: Interval = { family: 4, first, last: first + size - 1n };
        expect(
          routable([
            { ...whole, last: half - 1n },
            { ...whole, first: half },
          ]),
        ).toEqual(routable([whole]));
      }),
    );
  });
});
