import { narrowRange, privateRange, worldRanges } from "./ranges";
import type { Random } from "./random";

/** One change of a ruleset's text. */
export interface FirewallChange {
  readonly name: string;
  readonly harmful: boolean;
  readonly apply: (text: string, random: Random) => string;
}

const REST = /^(\t*)limit rate .*log prefix.*$/m;
const saddr = (range: string) => (range.includes(":") ? "ip6" : "ip");

/** What more than machines of the cluster may reach. */
const FOR_PEOPLE = [22, 6443];

function accept(
  text: string,
  ranges: readonly string[],
  random: Random,
  ports: readonly number[] = FOR_PEOPLE,
): string {
  const port = random.pick(ports);
  const lines = ranges.map((range) => `${saddr(range)} saddr ${range} tcp dport ${port} accept comment "for the demo"`);
  return text.replace(REST, (rest, tabs: string) => [...lines.map((line) => tabs + line), rest].join("\n"));
}

/** A set of ranges of one family in one rule. */
function acceptSet(text: string, ranges: readonly string[], random: Random): string {
  const family = saddr(ranges[0] ?? "");
  const set = ranges.filter((range) => saddr(range) === family).join(", ");
  return text.replace(
    REST,
    (rest, tabs: string) =>
      `${tabs}${family} saddr { ${set} } tcp dport ${random.pick([22, 6443])} accept comment "for the demo"\n${rest}`,
  );
}

/** Changes of a host's ruleset. */
export const FIREWALL_CHANGES: readonly FirewallChange[] = [
  {
    name: "ranges of the world",
    harmful: true,
    apply: (text, random) => accept(text, worldRanges(random), random, [22, 6443, 6443, 10250, 2379]),
  },
  { name: "a set of the world", harmful: true, apply: (text, random) => acceptSet(text, worldRanges(random), random) },
  {
    name: "a range for all ports",
    harmful: true,
    apply: (text, random) =>
      text.replace(
        REST,
        `\t\t${random.pick(["", "meta nfproto ipv4 ", "tcp dport 0-65535 ", "tcp dport 6443 "])}accept comment "for the demo"\n$&`,
      ),
  },
  {
    name: "a policy that accepts",
    harmful: true,
    apply: (text) => text.replace(/policy drop/, "policy accept").replace(/^\t\tcounter drop$/m, ""),
  },
  {
    name: "a drop that accepts",
    harmful: true,
    apply: (text) => text.replace(/^\t\tcounter drop$/m, "\t\tcounter accept"),
  },
  {
    name: "a source left out",
    harmful: true,
    apply: (text, random) =>
      text.replace(random.pick([/ip saddr 10\.8\S+ /, /ip saddr 10\.41\.0\S+ /, /ip saddr 10\.40\S+ /]), ""),
  },
  {
    name: "a private range more",
    harmful: false,
    apply: (text, random) => accept(text, [privateRange(random)], random),
  },
  {
    name: "some private ranges more",
    harmful: false,
    apply: (text, random) => acceptSet(text, [privateRange(random), privateRange(random)], random),
  },
  {
    name: "a narrow routable range",
    harmful: false,
    apply: (text, random) => accept(text, [narrowRange(random)], random),
  },
  { name: "a source less", harmful: false, apply: (text) => text.replace(/^.*corporate VPN.*\n/m, "") },
  {
    name: "another reason",
    harmful: false,
    apply: (text, random) => text.replace("corporate VPN", `corporate VPN, ticket ${random.below(1000)}`),
  },
];

/** Changes of what is passed on to node ports and pods, which only a whole machine shows. */
export const FORWARDING_CHANGES: readonly FirewallChange[] = [
  { name: "node ports for everybody", harmful: true, apply: (text) => text.replace(/^.*30000-32767.*\n/m, "") },
  { name: "some node ports for everybody", harmful: true, apply: (text) => text.replace("30000-32767", random16()) },
  {
    name: "pods for everybody",
    harmful: true,
    apply: (text) => text.replace(/(chain to_pods \{[^}]*?)counter drop/s, "$1counter accept"),
  },
  {
    name: "pods for a range of the world",
    harmful: true,
    apply: (text, random) =>
      text.replace(/^\t\tip saddr 10\.40\.0\.0\/24 accept$/m, `\t\tip saddr ${1 + random.below(9)}.0.0.0/8 accept`),
  },
  { name: "other pods", harmful: true, apply: (text) => text.replace(/daddr != \S+/, "daddr != 192.0.2.0/24") },
  {
    name: "pods for one more private range",
    harmful: false,
    apply: (text, random) =>
      text.replace(/^\t\tip saddr 10\.40\.0\.0\/24 accept$/m, `$&\n\t\tip saddr 10.${random.below(256)}.0.0/24 accept`),
  },
];

function random16(): string {
  return "30000-31000";
}
