import { isWorld, type Span, spanOf } from "./addresses";

// The oracle does not read what a ruleset means: it sends packets through it. Every source address behaves like the first one
// between two addresses that the text names, so that a few hundred packets stand for all.

interface Packet {
  readonly hook: "prerouting" | "input" | "forward";
  readonly source: bigint;
  readonly isV4: boolean;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  /** For forwarded packets: the pod that it is for. */
  readonly destination: Span | undefined;
}

const V4 = 0xffff_0000_0000n;
const PORTS = [22, 443, 2379, 6443, 10250];
const NODE_PORT = 31234;
const POD = spanOf("10.244.7.9");

/** Where in a text a machine's rules are not those that the oracle can follow. */
export class NotFollowed extends Error {}

/** Why a machine behind this ruleset certainly takes packets from the world; throws NotFollowed where it cannot say. */
export function whyFirewallIsOpen(text: string, passesOn: boolean): readonly string[] {
  const chains = chainsOf(text);
  const input = PORTS.filter((port) =>
    isWorld(acceptedSources(text, (source) => travels(chains, packet("input", source, port)))),
  );
  const why = input.map((port) => `tcp ${port} takes packets from the world`);
  if (!passesOn) return why;
  const nodePorts = isWorld(
    acceptedSources(text, (source) => travels(chains, packet("prerouting", source, NODE_PORT))),
  );
  const pods = isWorld(acceptedSources(text, (source) => travels(chains, packet("forward", source, 8080)), 4));
  return [
    ...why,
    ...(nodePorts ? ["node ports take packets from the world"] : []),
    ...(pods ? ["pods take packets from the world"] : []),
  ];
}

function packet(hook: Packet["hook"], source: bigint, port: number): Packet {
  const isV4 = source >> 32n === V4 >> 32n;
  return { hook, source, isV4, port, protocol: "tcp", destination: hook === "forward" ? POD : undefined };
}

function acceptedSources(text: string, accepts: (source: bigint) => boolean, family?: 4): readonly Span[] {
  const ends = new Set<bigint>([0n, V4, V4 + (1n << 32n), spanOf("2000::")?.[0] ?? 0n]);
  for (const [word] of text.matchAll(/[0-9a-f.:]+(\/\d+|-[0-9a-f.:]+)?/gi)) {
    const span = spanOf(word);
    if (span === undefined) continue;
    ends.add(span[0]);
    ends.add(span[1] + 1n);
  }
  const sorted = [...ends].sort((a, b) => (a < b ? -1 : 1));
  return sorted.flatMap((first, index): readonly Span[] => {
    const last = (sorted[index + 1] ?? 1n << 128n) - 1n;
    const isV4 = first >> 32n === V4 >> 32n;
    if (last < first || (family === 4 && !isV4)) return [];
    return accepts(first) ? [[first, last]] : [];
  });
}

interface Chain {
  readonly family: string;
  readonly hook: string;
  readonly policy: string;
  readonly rules: readonly string[];
}

function chainsOf(text: string): readonly Chain[] {
  const chains: { family: string; hook: string; policy: string; rules: string[] }[] = [];
  let family = "";
  for (const raw of text.split("\n")) {
    const line = raw.replace(/^\s*#.*$/, "").trim();
    const table = /^table (inet|ip|ip6) \S+ \{$/.exec(line)?.[1];
    if (table !== undefined) family = table;
    else if (/^chain \S+ \{$/.test(line)) chains.push({ family, hook: "", policy: "accept", rules: [] });
    else if (line === "" || line === "}" || /^(table|delete table) inet \S+$/.test(line)) continue;
    else {
      const chain = chains.at(-1);
      const base = /^type filter hook (\w+) priority [^;]+;(?: policy (\w+);)?$/.exec(line);
      if (chain === undefined) throw new NotFollowed(line);
      if (base === null) chain.rules.push(line);
      else Object.assign(chain, { hook: base[1], policy: base[2] ?? "accept" });
    }
  }
  return chains;
}

/** Whether every chain at the packet's hook lets it through. */
function travels(chains: readonly Chain[], one: Packet): boolean {
  return chains
    .filter(({ hook, family }) => hook === one.hook && (family === "inet" || family === (one.isV4 ? "ip" : "ip6")))
    .every((chain) => {
      for (const rule of chain.rules) {
        const verdict = verdictOf(rule, one);
        if (verdict !== undefined) return verdict === "accept";
      }
      return chain.policy !== "drop";
    });
}

/** The verdict of a rule on the packet, which is the first of a new connection and comes from outside by a proper way. */
function verdictOf(rule: string, one: Packet): "accept" | "drop" | undefined {
  let rest = `${rule} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.slice(found[0].length);
    return found;
  };
  for (;;) {
    let found = take(/^(accept|drop)(?: comment "[^"]*")? $/);
    if (found !== null) return found[1] as "accept" | "drop";
    if (take(/^(counter|log prefix "[^"]*" level \w+|comment "[^"]*") /) !== null) {
      if (rest === "") return undefined;
      continue;
    }
    if (take(/^limit rate \S+ (burst \d+ packets )?/) !== null) continue;
    if (/^ct state (vmap|established|related|\{ established, related \})/.test(rest)) return undefined;
    if (/^(iif "lo"|iifname |icmp |icmpv6 |fib saddr \. iif oif missing)/.test(rest)) return undefined;
    if (take(/^meta l4proto \{ tcp, udp, sctp \} /) !== null) continue;
    if (take(/^fib daddr type local /) !== null) {
      if (one.hook === "forward") return undefined;
      continue;
    }
    found = take(/^(ip6?) (saddr|daddr) (!= )?(\{[^}]*\}|\S+) /);
    if (found !== null) {
      const [, family, which, negated, set = ""] = found;
      if ((family === "ip") !== one.isV4) return undefined;
      const address = which === "saddr" ? one.source : one.destination?.[0];
      if (address === undefined) return undefined;
      const spans = set
        .replaceAll(/[{}]/g, "")
        .split(",")
        .map((item) => spanOf(item.trim()));
      if (spans.some((span) => span === undefined)) throw new NotFollowed(rule);
      if (
        spans.some((span) => span !== undefined && address >= span[0] && address <= span[1]) ===
        (negated !== undefined)
      )
        return undefined;
      continue;
    }
    found = take(/^(tcp|udp|th) dport (\{[^}]*\}|\S+) /);
    if (found !== null) {
      const [, protocol, set = ""] = found;
      if (protocol !== "th" && protocol !== one.protocol) return undefined;
      const matches = set
        .replaceAll(/[{}]/g, "")
        .split(",")
        .some((item) => {
          const [first = "", last = first] = item.trim().split("-");
          return one.port >= Number(first) && one.port <= Number(last);
        });
      if (!matches) return undefined;
      continue;
    }
    throw new NotFollowed(rule);
  }
}
