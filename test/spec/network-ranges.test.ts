import { fc, runs } from "../property";
import { openingOf } from "../../lib/spec/open-ranges";
import { formatAddress, parseAddress, parseRange, rangeOf } from "../../lib/spec/network-range";
import { isPrivateIpv4, routableIn, uselessAsSource } from "../../lib/spec/special-purpose-ranges";
import { merge, sizeOf, subtract } from "../../lib/spec/address-span";
import { parseCluster } from "portcullis";
import { briefly, CLOUD, changed, DATA_CENTER } from "./examples";

const CIDR = "apiServer.reachableFrom[0].cidr";
const LIST = "apiServer.reachableFrom";

/** What parsing says about sources, on the profile that permits the most. */
function judged(...cidrs: readonly string[]): readonly string[] {
  const sources = cidrs.map((cidr) => ({ cidr, why: "a reason" }));
  return briefly(parseCluster(changed(DATA_CENTER, LIST, sources)));
}

function blocks(count: number, network: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => network(index));
}

describe("a source", () => {
  test.each([
    "10.0.0.0/8",
    "192.168.1.7/32",
    "172.16.0.0/12",
    "100.64.0.0/10",
    "8.8.8.0/24",
    "8.8.8.8/32",
    "fd00:8::/32",
    "fc00::/7",
    "2606:4700:1:100::/56",
  ])("may be %s", (cidr) => {
    expect(judged(cidr)).toEqual([]);
  });

  test.each([
    "",
    "10.8.0.0",
    "10.8.0.0/",
    "10.8.0.0/33",
    "10.8.0.0/016",
    "10.8.0.0/-1",
    "10.8.0.0/16/16",
    "10.8.0.0/255.255.0.0",
    "10.8.0.1/16",
    "1.2.3.4/0",
    "010.8.0.0/16",
    "0x0a.8.0.0/16",
    "10.8/16",
    "168296448/16",
    "10.8.0.256/32",
    " 10.8.0.0/16",
    "10.8.0.0/16 ",
    "10.8.0.0/16\n",
    "10.8.0.0-10.8.0.255",
    "10.8.0.*",
    "::",
    "::/129",
    "fd00:8::1/32",
    "FD00:8::/32",
    "fd00:0008::/32",
    "fd00:8:0:0:0:0:0:0/32",
    "fd00::%eth0/64",
    "fe80::%1/64",
    "::ffff:10.8.0.0/112",
    "::10.8.0.0/112",
    ":::/0",
    "[fd00::]/16",
    "any",
    "localhost",
    "example.com",
    "٨.8.8.8/32",
  ])("refuses the spelling %j", (cidr) => {
    expect(judged(cidr)).toEqual([`malformed ${CIDR}`]);
  });

  test.each([
    "0.0.0.0/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "8.0.0.0/7",
    "8.8.8.0/23",
    "8.0.0.0/8",
    "172.0.0.0/8",
    "::/0",
    "::/1",
    "2000::/3",
    "2606:4700::/32",
    "2606:4700:1::/55",
  ])("refuses %s as open to the world", (cidr) => {
    expect(judged(cidr)).toEqual([`open-range ${CIDR}`]);
  });

  test.each([
    ["0.0.0.0/8", "unspecified"],
    ["0.0.0.0/32", "unspecified"],
    ["127.0.0.0/8", "loopback"],
    ["127.0.0.1/32", "loopback"],
    ["169.254.169.254/32", "link-local"],
    ["192.0.2.0/24", "documentation"],
    ["198.51.100.0/24", "documentation"],
    ["203.0.113.0/24", "documentation"],
    ["198.18.0.0/15", "benchmarks"],
    ["224.0.0.0/4", "multicast"],
    ["240.0.0.0/4", "reserved"],
    ["255.255.255.255/32", "broadcast"],
    ["::/128", "unspecified"],
    ["::1/128", "loopback"],
    ["fe80::/10", "link-local"],
    ["ff00::/8", "multicast"],
    ["2001:db8::/32", "documentation"],
    ["3fff::/20", "documentation"],
    ["::ffff:0:0/96", "IPv4 in disguise"],
    ["::ffff:808:808/128", "IPv4 in disguise"],
    ["64:ff9b::/96", "NAT64"],
    ["64:ff9b:1::/48", "NAT64"],
    ["2002::/16", "6to4"],
    ["2002:808:808::/48", "6to4"],
    ["2001::/32", "Teredo"],
    ["::808:808/128", "not assigned"],
    ["4000::/3", "not assigned"],
    ["fec0::/10", "not assigned"],
  ])("refuses %s, which is no source, in words", (cidr, word) => {
    const result = parseCluster(changed(DATA_CENTER, LIST, [{ cidr, why: "a reason" }]));
    expect(briefly(result)).toEqual([`not-allowed ${CIDR}`]);
    expect(result.ok ? "" : result.issues[0]?.fix).toContain(word);
  });

  test("may be nobody", () => {
    expect(judged()).toEqual([]);
  });

  test.each(["8.8.8.8/32", "2606:4700:1:100::/64"])("refuses the routable %s in the cloud", (cidr) => {
    expect(briefly(parseCluster(changed(CLOUD, CIDR, cidr)))).toEqual([`open-range ${CIDR}`]);
  });
});

describe("sources together", () => {
  test.each<readonly [string, readonly string[]]>([
    ["two adjacent /24", ["8.8.8.0/24", "8.8.9.0/24"]],
    ["adjacent /24 in any order, with others between", ["8.8.9.0/24", "10.8.0.0/16", "8.8.8.0/24"]],
    ["512 adjacent single addresses", blocks(512, (index) => `8.8.${8 + (index >> 8)}.${index & 255}/32`)],
    ["five scattered /24", blocks(5, (index) => `8.8.${index * 2}.0/24`)],
    ["ten scattered /25", blocks(10, (index) => `8.8.${index * 2}.0/25`)],
    ["two adjacent /56", ["2606:4700:1::/56", "2606:4700:1:100::/56"]],
    ["five scattered /56", blocks(5, (index) => `2606:4700:${index + 1}::/56`)],
  ])("refuses %s as open to the world", (_, cidrs) => {
    expect(judged(...cidrs)).toEqual([`open-range ${LIST}`]);
  });

  test("refuses the world in two halves, each half by itself", () => {
    expect(judged("0.0.0.0/1", "128.0.0.0/1")).toEqual([`open-range ${LIST}[0].cidr`, `open-range ${LIST}[1].cidr`]);
  });

  test.each<readonly [string, readonly string[]]>([
    ["four scattered /24", blocks(4, (index) => `8.8.${index * 2}.0/24`)],
    ["four scattered /56", blocks(4, (index) => `2606:4700:${index + 1}::/56`)],
    ["adjacent private ranges", ["10.0.0.0/9", "10.128.0.0/9", "192.168.0.0/16"]],
    ["a /24 next to a private range", ["11.0.0.0/24", "10.0.0.0/8"]],
  ])("may be %s", (_, cidrs) => {
    expect(judged(...cidrs)).toEqual([]);
  });

  test("refuses the API server's and the administrators' sources where only both together are open", () => {
    const api = changed(DATA_CENTER, LIST, [{ cidr: "8.8.8.0/24", why: "partner" }]);
    const both = changed(api, "profile.sshReachableFrom", [{ cidr: "8.8.9.0/24", why: "partner" }]);
    expect(briefly(parseCluster(both))).toEqual(["open-range profile.sshReachableFrom"]);
  });

  test("refuses a range twice, and the narrower of two that overlap, wherever it stands", () => {
    expect(judged("10.8.0.0/16", "10.8.0.0/16")).toEqual([`duplicate ${LIST}[1].cidr`]);
    expect(judged("10.8.0.0/16", "10.8.1.0/24")).toEqual([`overlapping ${LIST}[1].cidr`]);
    expect(judged("10.8.1.0/24", "10.8.0.0/16")).toEqual([`overlapping ${LIST}[0].cidr`]);
  });

  test("are judged although one of them is broken", () => {
    expect(judged("8.8.8.0/24", "nonsense", "8.8.9.0/24")).toEqual([`open-range ${LIST}`, `malformed ${LIST}[1].cidr`]);
  });

  test("are open or not whatever their order and however they are split", () => {
    const cidr = fc
      .record({ address: fc.nat(0xffffffff), prefix: fc.integer({ min: 16, max: 32 }) })
      .map(({ address, prefix }) => {
        const hostBits = BigInt(32 - prefix);
        return rangeOf(`${formatAddress(4, (BigInt(address) >> hostBits) << hostBits)}/${prefix}`);
      });
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 6 }), (ranges) => {
        const halves = ranges.flatMap((range) => {
          const middle = (range.first + range.last) / 2n;
          return range.first === range.last
            ? [range]
            : [
                { ...range, first: middle + 1n },
                { ...range, last: middle },
              ];
        });
        expect(openingOf(halves.reverse())?.kind).toBe(openingOf(ranges)?.kind);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("a range", () => {
  test("is read as the span of its addresses", () => {
    const { text, prefix, first, last } = rangeOf("10.8.0.0/16");
    expect([text, prefix, first, last]).toEqual(["10.8.0.0/16", 16, 0x0a080000n, 0x0a08ffffn]);
    expect(sizeOf(rangeOf("::/0"))).toBe(1n << 128n);
    expect(() => rangeOf("10.8.0.1/16")).toThrow("not a canonical range");
  });

  test("is read the same from the text it is written as", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.integer({ min: 0, max: 128 }), (value, prefix) => {
        const address = formatAddress(6, value);
        expect(parseAddress(address)).toEqual({ family: 6, value });
        const reading = parseRange(`${address}/${prefix}`);
        const range = reading.ok ? reading.range : reading.flaw === "host-bits" ? reading.block : undefined;
        expect(range === undefined || (range.first <= value && value <= range.last)).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  test("is private only when it lies inside one of the three private blocks", () => {
    const isPrivate = (text: string) => isPrivateIpv4(rangeOf(text));
    expect(["10.0.0.0/8", "172.31.0.0/16", "192.168.255.0/24"].map(isPrivate)).toEqual([true, true, true]);
    expect(["10.0.0.0/7", "172.32.0.0/16", "192.169.0.0/16", "100.64.0.0/16", "fd00::/8"].map(isPrivate)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test("is routable where no special-purpose registry names it", () => {
    expect(routableIn([rangeOf("10.0.0.0/8"), rangeOf("fc00::/7"), rangeOf("2002::/16")])).toEqual([]);
    expect(routableIn([rangeOf("10.0.0.0/7")]).map(sizeOf)).toEqual([1n << 24n]);
    expect(uselessAsSource(rangeOf("8.8.8.0/24"))).toBeUndefined();
  });

  test("is subtracted and merged address by address", () => {
    const span = (first: number, last: number) => ({ family: 4 as const, first: BigInt(first), last: BigInt(last) });
    expect(merge([span(5, 9), span(0, 4), span(20, 30), span(22, 25)])).toEqual([span(0, 9), span(20, 30)]);
    expect(subtract([span(0, 9)], [span(3, 5), span(9, 20)])).toEqual([span(0, 2), span(6, 8)]);
    expect(subtract([span(0, 9)], [{ ...span(0, 9), family: 6 }])).toEqual([span(0, 9)]);
  });
});
