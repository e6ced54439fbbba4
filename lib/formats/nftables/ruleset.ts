import type { HostFirewallPlan, HostFirewallRule } from "../../plan/host-firewall";
import type { InboundSource } from "../../plan/inbound-rule";
import { checkedRange, comment, familyOf, fromRange, throughInterfaces } from "./terms";
import { InvalidInput } from "../../spec/invalid-input";

/** Names that only this library uses, so that loading the file touches no table of Kubernetes or of the machine. */
const TABLE = "inet portcullis";

/** The ports that Services of the type NodePort get by default. */
const NODE_PORTS = "30000-32767";

/**
 * The ruleset of a closed host firewall, as `nft -f` reads it: one transaction that replaces the library's own table and
 * no other, for kube-proxy and network plug-ins keep theirs in the same kernel.
 *
 * @see https://wiki.nftables.org/wiki-nftables/index.php/Main_Page
 * @throws InvalidInput for a range, port, name or interface that could not be real
 */
export function nftablesRuleset(plan: HostFirewallPlan): string {
  const chains = [
    chain("input", "type filter hook input priority filter; policy drop;", inputRules(plan)),
    chain("node_ports", "type filter hook prerouting priority dstnat - 20; policy accept;", nodePortRules()),
    ...(plan.podRange === undefined
      ? []
      : [
          chain(
            "to_pods",
            "type filter hook forward priority filter - 10; policy accept;",
            toPodsRules(plan, plan.podRange),
          ),
        ]),
  ];
  return [
    "# Closed host firewall: what no line accepts is dropped.",
    "# Made first and then deleted, so that loading this file again replaces the table in one transaction.",
    `table ${TABLE}`,
    `delete table ${TABLE}`,
    "",
    `table ${TABLE} {`,
    chains.join("\n"),
    "}",
    "",
  ].join("\n");
}

function chain(name: string, hook: string, rules: readonly string[]): string {
  return [`\tchain ${name} {`, ...[hook, ...rules].map((line) => `\t\t${line}`), "\t}"].join("\n");
}

function inputRules(plan: HostFirewallPlan): readonly string[] {
  return [
    "ct state vmap { established : accept, related : accept, invalid : drop }",
    `iif "lo" accept`,
    "# Without these, IPv6 neighbours do not find each other; they come from the same link alone.",
    "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } ip6 hoplimit 255 accept",
    "icmpv6 type mld-listener-query ip6 saddr fe80::/10 accept",
    "# An address counts only on the interface that leads back to it; below here sources are believed.",
    "fib saddr . iif oif missing counter drop",
    "icmp type { destination-unreachable, echo-request, parameter-problem, time-exceeded } limit rate 50/second accept",
    "icmpv6 type { destination-unreachable, echo-request, packet-too-big, parameter-problem, time-exceeded } limit rate 50/second accept",
    ...[...plan.inbound].sort((a, b) => compare(a.name, b.name)).flatMap((rule) => portRules(rule, plan)),
    ...vrrpRules(plan),
    `limit rate 5/second burst 20 packets log prefix "portcullis drop: " level info`,
    "counter drop",
  ];
}

/** The lines of one port: each source by itself, with its reason. */
function portRules(rule: HostFirewallRule, plan: HostFirewallPlan): readonly string[] {
  if (!/^[a-z0-9][a-z0-9-]{0,24}$/.test(rule.name)) {
    throw new InvalidInput(
      `a host firewall rule needs a name in kebab-case of at most 25 characters, and got ${JSON.stringify(rule.name)}`,
    );
  }
  if (!Number.isInteger(rule.port) || rule.port < 1 || rule.port > 65535) {
    throw new InvalidInput(
      `the host firewall rule ${rule.name} needs a port from 1 to 65535, and got ${String(rule.port)}`,
    );
  }
  if (rule.protocol !== "tcp" && rule.protocol !== "udp") {
    throw new InvalidInput(
      `the host firewall rule ${rule.name} needs the protocol tcp or udp, and got ${JSON.stringify(rule.protocol)}`,
    );
  }
  const what = `${rule.protocol} dport ${rule.port}`;
  if (rule.sources.length === 0) return [`# ${rule.name} (${what}): nobody`];
  const lines = rule.sources.flatMap((source) =>
    sourceMatches(source, plan).map((match) => `${match} ${what} accept ${comment(`${rule.name}: ${source.why}`)}`),
  );
  return [...new Set(lines)].sort(compare);
}

/** VRRP, by its number: nft looks names up in a file of the machine. */
function vrrpRules(plan: HostFirewallPlan): readonly string[] {
  const lines = (plan.vrrpFrom ?? []).flatMap((source) =>
    sourceMatches(source, plan).map((match) => `${match} meta l4proto 112 accept ${comment(`vrrp: ${source.why}`)}`),
  );
  return [...new Set(lines)].sort(compare);
}

function sourceMatches(source: InboundSource, plan: HostFirewallPlan): readonly string[] {
  if (source.kind === "range") return [fromRange(source.cidr)];
  switch (source.members) {
    case "nodes":
      return plan.nodeRanges.map(fromRange);
    case "pods":
      if (plan.podRange === undefined || plan.podInterfaces.length === 0) return [];
      // Anybody can write a pod's address into a packet; only a pod can send it through a pod's interface.
      return [`${throughInterfaces(plan.podInterfaces)} ${fromRange(plan.podRange)}`];
  }
}

/**
 * Node ports are closed before kube-proxy rewrites their destination, after which the input chain never sees them. Answers
 * to what this machine began may arrive on the same ports, for address translation picks any.
 */
function nodePortRules(): readonly string[] {
  return [
    "ct state established,related accept",
    `iif "lo" accept`,
    `fib daddr type local meta l4proto { tcp, udp, sctp } th dport ${NODE_PORTS} counter drop`,
  ];
}

/** A machine that forwards would carry anybody's packets to pods: only pods and machines of the cluster begin there. */
function toPodsRules(plan: HostFirewallPlan, podRange: string): readonly string[] {
  const family = familyOf(podRange);
  const accepted = [podRange, ...plan.nodeRanges].filter((range) => familyOf(range) === family);
  return [
    "ct state established,related accept",
    ...(plan.podInterfaces.length === 0 ? [] : [`${throughInterfaces(plan.podInterfaces)} accept`]),
    `${family} daddr != ${checkedRange(podRange)} accept`,
    "fib saddr . iif oif missing counter drop",
    ...[...accepted].sort(compare).map((range) => `${fromRange(range)} accept`),
    "counter drop",
  ];
}

/** By code units, the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
