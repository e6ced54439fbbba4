import { parseRange } from "../../../network-interval";
import type { Cursor } from "./cursor";
import { parseValues } from "./parse-values";
import type { FirewallRule, NamedSet, RuleVerdict, Values } from "./ruleset";
import { skipStatement } from "./skip-statement";

type Draft = { -readonly [Field in keyof FirewallRule]: FirewallRule[Field] };

/** Reads one rule up to the end of its statement. */
export function parseRule(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>): FirewallRule {
  const rule: Draft = {
    line: cursor.peek().line,
    comment: undefined,
    family: undefined,
    source: undefined,
    interfaces: undefined,
    states: undefined,
    ports: "all traffic",
    icmp: false,
    reversePathMissing: false,
    narrowed: false,
    destination: undefined,
    localDestination: false,
    protocols: undefined,
    portValues: undefined,
    conditions: 0,
    verdict: undefined,
    verdictByState: [],
  };
  while (!cursor.atEndOfStatement()) {
    if (rule.verdict !== undefined || rule.verdictByState.length > 0) {
      cursor.expect("comment");
      rule.comment = cursor.quoted("a comment");
    } else if (cursor.skip("comment")) {
      rule.comment = cursor.quoted("a comment");
    } else if (cursor.isAt("limit", "rate")) {
      rule.narrowed = skipStatement(cursor);
      rule.conditions += 1;
    } else if (!skipStatement(cursor)) {
      // `meta iifname` and `iifname` are the same.
      cursor.skip("meta");
      parseMatchOrVerdict(cursor, sets, rule);
      if (rule.verdict === undefined) rule.conditions += 1;
    }
  }
  return rule;
}

function parseMatchOrVerdict(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>, rule: Draft): void {
  if (cursor.skip("accept")) rule.verdict = "accept";
  else if (cursor.skip("drop")) rule.verdict = "drop";
  else if (cursor.skip("reject")) {
    rule.verdict = "drop";
    if (cursor.skip("with")) skipRejection(cursor);
  } else if (cursor.skip("ip", "saddr")) matchSource(cursor, sets, rule, 4);
  else if (cursor.skip("ip6", "saddr")) matchSource(cursor, sets, rule, 6);
  else if (cursor.skip("ip", "daddr")) matchDestination(cursor, sets, rule, 4);
  else if (cursor.skip("ip6", "daddr")) matchDestination(cursor, sets, rule, 6);
  else if (cursor.skip("nfproto", "ipv4")) restrictFamily(cursor, rule, 4);
  else if (cursor.skip("nfproto", "ipv6")) restrictFamily(cursor, rule, 6);
  else if (cursor.skip("iif") || cursor.skip("iifname")) {
    if (rule.interfaces !== undefined) cursor.fail("the interface is matched twice");
    rule.interfaces = parseValues(cursor, sets, ["ifname"]);
  } else if (cursor.skip("tcp", "dport")) matchPorts(cursor, sets, rule, "tcp");
  else if (cursor.skip("udp", "dport")) matchPorts(cursor, sets, rule, "udp");
  else if (cursor.skip("th", "dport")) matchPorts(cursor, sets, rule, "port");
  else if (cursor.skip("tcp", "sport") || cursor.skip("udp", "sport")) {
    parseValues(cursor, sets, ["inet_service"]);
    rule.narrowed = true;
  } else if (cursor.skip("icmp", "type")) matchIcmpType(cursor, sets, rule, 4);
  else if (cursor.skip("icmpv6", "type")) matchIcmpType(cursor, sets, rule, 6);
  else if (cursor.skip("ip", "protocol")) matchProtocol(cursor, sets, rule, 4);
  else if (cursor.skip("ip6", "nexthdr")) matchProtocol(cursor, sets, rule, 6);
  else if (cursor.skip("l4proto")) matchProtocol(cursor, sets, rule, undefined);
  else if (cursor.skip("ct", "state", "vmap")) rule.verdictByState = parseVerdictMap(cursor);
  else if (cursor.skip("ct", "state")) {
    if (rule.states !== undefined) cursor.fail("the connection state is matched twice");
    rule.states = parseValues(cursor, sets, []);
  } else if (cursor.skip("fib", "saddr", ".", "iif", "oif", "missing")) rule.reversePathMissing = true;
  else if (cursor.skip("ip6", "hoplimit")) {
    restrictFamily(cursor, rule, 6);
    cursor.number("a number of hops");
    rule.narrowed = true;
  } else if (cursor.skip("fib", "daddr", "type")) {
    const { negated, elements } = parseValues(cursor, sets, []);
    rule.localDestination = !negated && elements.every(({ text }) => text === "local");
    rule.narrowed = true;
  } else cursor.fail("no rule reads this match or statement");
}

function matchSource(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>, rule: Draft, family: 4 | 6): void {
  if (rule.source !== undefined) cursor.fail("the source address is matched twice");
  rule.source = addresses(cursor, sets, family);
  restrictFamily(cursor, rule, family);
}

function matchDestination(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>, rule: Draft, family: 4 | 6): void {
  if (rule.destination !== undefined) cursor.fail("the destination address is matched twice");
  rule.destination = addresses(cursor, sets, family);
  restrictFamily(cursor, rule, family);
  rule.narrowed = true;
}

/** nft also takes host names and shortened or octal addresses, which nobody can judge. */
function addresses(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>, family: 4 | 6): Values {
  const values = parseValues(cursor, sets, [family === 4 ? "ipv4_addr" : "ipv6_addr"]);
  for (const { text } of values.elements) {
    const range = parseRange(text);
    if (!range.known) cursor.fail(range.why);
    if (range.value.family !== family) cursor.fail(`"${text}" is of another address family`);
  }
  return values;
}

function restrictFamily(cursor: Cursor, rule: Draft, family: 4 | 6): void {
  if (rule.family !== undefined && rule.family !== family) cursor.fail("the rule matches two address families");
  rule.family = family;
}

function matchPorts(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>, rule: Draft, protocol: string): void {
  const ports = parseValues(cursor, sets, ["inet_service"]);
  const { negated, elements } = ports;
  rule.portValues = ports;
  for (const { text } of elements)
    if (!/^\d{1,5}(-\d{1,5})?$/.test(text)) cursor.fail(`"${text}" is not a number of a port`);
  const before = rule.ports === "all traffic" ? "" : `${rule.ports}, `;
  rule.ports = `${before}${protocol} ${negated ? "other than " : ""}${elements.map(({ text }) => text).join(", ")}`;
  rule.narrowed = true;
}

function matchIcmpType(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>, rule: Draft, family: 4 | 6): void {
  parseValues(cursor, sets, []);
  restrictFamily(cursor, rule, family);
  rule.icmp = true;
  rule.narrowed = true;
}

function matchProtocol(
  cursor: Cursor,
  sets: ReadonlyMap<string, NamedSet>,
  rule: Draft,
  family: 4 | 6 | undefined,
): void {
  const protocols = parseValues(cursor, sets, []);
  const { negated, elements } = protocols;
  rule.protocols = protocols;
  if (family !== undefined) restrictFamily(cursor, rule, family);
  if (!negated && elements.every(({ text }) => ["icmp", "icmpv6", "ipv6-icmp"].includes(text))) rule.icmp = true;
  else if (rule.ports === "all traffic" && !negated) rule.ports = `all ${elements.map(({ text }) => text).join(", ")}`;
  rule.narrowed = true;
}

function parseVerdictMap(cursor: Cursor): FirewallRule["verdictByState"] {
  const entries: { state: string; verdict: RuleVerdict }[] = [];
  cursor.expect("{");
  do {
    cursor.skipLineEnds();
    if (cursor.isAt("}")) break;
    let text = "";
    while (cursor.peek().kind === "word") text += cursor.next().text;
    const [state, verdict, ...rest] = text.split(":");
    if (state === undefined || state === "" || (verdict !== "accept" && verdict !== "drop") || rest.length > 0) {
      cursor.fail("a connection state with accept or drop was expected");
    }
    entries.push({ state, verdict });
    cursor.skipLineEnds();
  } while (cursor.skip(","));
  cursor.expect("}");
  if (entries.length === 0) cursor.fail("a map without entries");
  return entries;
}

function skipRejection(cursor: Cursor): void {
  if (cursor.skip("tcp", "reset")) return;
  if (!cursor.skip("icmp") && !cursor.skip("icmpv6") && !cursor.skip("icmpx"))
    cursor.fail("no rule reads this rejection");
  cursor.skip("type");
  cursor.word("a kind of rejection");
}
