import { parseRange } from "../../../network-interval";
import { rememberLast } from "../../remember";
import { Cursor } from "./cursor";
import { parseRule } from "./parse-rule";
import { parseElements } from "./parse-values";
import type { BaseChain, FirewallRule, NamedSet, RuleVerdict, Table } from "./ruleset";
import { tokenize } from "./tokens";

const HOOKS: readonly BaseChain["hook"][] = ["prerouting", "input", "forward", "output", "postrouting"];
const SET_TYPES: readonly NamedSet["type"][] = ["ipv4_addr", "ipv6_addr", "inet_service", "ifname"];

/**
 * Reads the subset of the nftables language in which a host firewall can be judged: tables with constant sets and
 * with filter chains at hooks, whose rules accept or drop. Whatever goes beyond (`flush ruleset`, `include`, variables, jumps,
 * maps, address translation, sets that change at run time, tables of other families) is not understood.
 *
 * @throws NotUnderstood
 * @see https://www.netfilter.org/projects/nftables/manpage.html
 */
export function parseRuleset(text: string): readonly Table[] {
  const parsed = parseOrFail(text);
  if ("failure" in parsed) throw parsed.failure;
  return parsed.tables;
}

/** Several readers ask for one file, and many machines have the same. */
const parseOrFail = rememberLast(64, (text): { readonly tables: readonly Table[] } | { readonly failure: unknown } => {
  try {
    return { tables: parse(text) };
  } catch (failure) {
    return { failure };
  }
});

function parse(text: string): readonly Table[] {
  const cursor = new Cursor(tokenize(text));
  const tables: Table[] = [];
  const keys = new Set<string>();
  const deleted = new Set<string>();
  for (cursor.skipEmptyStatements(); cursor.peek().kind !== "end"; cursor.skipEmptyStatements()) {
    const deletes = cursor.skip("delete");
    cursor.expect("table");
    const family = tableFamily(cursor);
    const name = cursor.word("the name of a table");
    const key = `${family} ${name}`;
    if (deletes) {
      // A table that is deleted after it was written is not there.
      if (keys.has(key)) cursor.fail("the table is deleted after it was written");
      deleted.add(key);
      cursor.endOfStatement();
    } else if (cursor.isAt("{")) {
      if (keys.has(key)) cursor.fail("the table is written twice");
      keys.add(key);
      tables.push({ family, name, chains: parseTable(cursor) });
    } else {
      // `table inet x` makes the table, so that deleting it is no error when it is not there.
      cursor.endOfStatement();
    }
  }
  const others = [...deleted].filter((key) => !keys.has(key));
  if (others.length > 0) cursor.fail(`the table ${others[0]} is deleted, and it is not one of this file's own`);
  return tables;
}

function tableFamily(cursor: Cursor): Table["family"] {
  if (cursor.skip("inet")) return "inet";
  if (cursor.skip("ip")) return "ip";
  if (cursor.skip("ip6")) return "ip6";
  return cursor.fail("inet, ip or ip6 was expected");
}

function parseTable(cursor: Cursor): readonly BaseChain[] {
  const sets = new Map<string, NamedSet>();
  const chains: BaseChain[] = [];
  cursor.expect("{");
  while (cursor.blockGoesOn()) {
    if (cursor.skip("comment")) {
      cursor.quoted("a comment");
    } else if (cursor.skip("set")) {
      const set = parseSet(cursor);
      if (sets.has(set.name)) cursor.fail(`the set ${set.name} is written twice`);
      sets.set(set.name, set);
    } else if (cursor.skip("chain")) {
      const chain = parseChain(cursor, sets);
      if (chains.some(({ name }) => name === chain.name)) cursor.fail(`the chain ${chain.name} is written twice`);
      chains.push(chain);
    } else {
      cursor.fail("a set or a chain was expected");
    }
    cursor.endOfStatement();
  }
  cursor.expect("}");
  return chains;
}

function parseSet(cursor: Cursor): NamedSet {
  const name = cursor.word("the name of a set");
  let type: NamedSet["type"] | undefined;
  let elements: NamedSet["elements"] = [];
  cursor.expect("{");
  while (cursor.blockGoesOn()) {
    if (cursor.skip("type")) {
      type =
        SET_TYPES.find((known) => cursor.skip(known)) ??
        cursor.fail("a type of addresses, ports or interfaces was expected");
    } else if (cursor.skip("flags")) {
      do
        if (!cursor.skip("interval") && !cursor.skip("constant"))
          cursor.fail("only sets that do not change are understood");
      while (cursor.skip(","));
    } else if (cursor.skip("elements")) {
      cursor.expect("=");
      if (elements.length > 0) cursor.fail("the elements are written twice");
      elements = parseElements(cursor);
    } else if (cursor.skip("comment")) {
      cursor.quoted("a comment");
    } else if (!cursor.skip("auto-merge")) {
      cursor.fail("type, flags, elements or comment was expected");
    }
    cursor.endOfStatement();
  }
  if (type === undefined) cursor.fail(`the set ${name} has no type`);
  const bad = elements.find(({ text }) => !belongsTo(type, text));
  if (bad !== undefined) cursor.fail(`"${bad.text}" is not of the type ${type}`);
  cursor.expect("}");
  return { name, type, elements };
}

function belongsTo(type: NamedSet["type"], text: string): boolean {
  switch (type) {
    case "ipv4_addr":
    case "ipv6_addr": {
      const range = parseRange(text);
      return range.known && range.value.family === (type === "ipv4_addr" ? 4 : 6);
    }
    case "inet_service":
      return /^\d{1,5}(-\d{1,5})?$/.test(text);
    case "ifname":
      return true;
  }
}

function parseChain(cursor: Cursor, sets: ReadonlyMap<string, NamedSet>): BaseChain {
  const { line } = cursor.peek();
  const name = cursor.word("the name of a chain");
  let hook: BaseChain["hook"] | undefined;
  let policy: RuleVerdict = "accept";
  const rules: FirewallRule[] = [];
  cursor.expect("{");
  while (cursor.blockGoesOn()) {
    if (cursor.skip("type")) {
      if (hook !== undefined) cursor.fail("the chain has two hooks");
      cursor.expect("filter", "hook");
      hook = HOOKS.find((known) => cursor.skip(known)) ?? cursor.fail(`one of ${HOOKS.join(", ")} was expected`);
      cursor.expect("priority");
      parsePriority(cursor);
    } else if (cursor.skip("policy")) {
      policy = cursor.skip("drop")
        ? "drop"
        : cursor.skip("accept")
          ? "accept"
          : cursor.fail("accept or drop was expected");
    } else if (cursor.skip("comment")) {
      cursor.quoted("a comment");
    } else {
      rules.push(parseRule(cursor, sets));
    }
    cursor.endOfStatement();
  }
  cursor.expect("}");
  // Without a hook only jumps lead to it, which are not understood either.
  if (hook === undefined) cursor.fail(`the chain ${name} stands at no hook`);
  return { name, line, hook, policy, rules };
}

function parsePriority(cursor: Cursor): void {
  const base = cursor.word("a priority");
  if (!/^(-?\d{1,6}|raw|mangle|dstnat|filter|security|srcnat)$/.test(base)) cursor.fail(`"${base}" is not a priority`);
  if (cursor.skip("-") || cursor.skip("+")) cursor.number("a number");
}
