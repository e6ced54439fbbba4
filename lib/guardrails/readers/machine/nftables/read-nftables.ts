import type { InboundFact, InboundSourceFact } from "../../../facts/inbound";
import type { UnknownShapeFact } from "../../../facts/unknown-shape";
import { openToWorld, parseRange } from "../../../network-interval";
import type { Place } from "../../../place";
import { known } from "../../../value";
import { type MachineFile, notUnderstood } from "../machine-file";
import { parseRuleset } from "./parse-ruleset";
import type { BaseChain, FirewallRule, Table, Values } from "./ruleset";
import { NotUnderstood } from "./tokens";

/** Interfaces that lead to the pods of a machine, by the beginning of their names, as network plug-ins call them. */
export const POD_INTERFACES = ["cni", "veth", "cali", "lxc", "cilium", "flannel"];

/** States in which a packet belongs to a connection that was let in or out before. */
const FOLLOWING_STATES = ["established", "related"];

/** Reads a ruleset and says what reaches the machine. A ruleset that is not understood to the end says nothing. */
export function readNftables(file: MachineFile, leadsToCluster: boolean): readonly (InboundFact | UnknownShapeFact)[] {
  try {
    return [readInput(file, parseRuleset(file.content), leadsToCluster)];
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return [notUnderstood(file, `nftables ruleset ${file.path}`, `line ${error.line}: ${error.message}`)];
  }
}

/**
 * An accepted packet goes on to the next chain of the same hook, so one chain that drops what it does not accept bounds
 * what gets in, whatever stands beside it. Only a chain of the family `inet` sees IPv4 and IPv6.
 */
function readInput(file: MachineFile, tables: readonly Table[], leadsToCluster: boolean): InboundFact {
  const chains = tables
    .filter(({ family }) => family === "inet")
    .flatMap((table) => table.chains.map((chain) => ({ table, chain })));
  const inputs = chains.filter(({ chain }) => chain.hook === "input");
  const closed = inputs.find(({ chain }) => chain.policy === "drop");
  const { table, chain } = closed ?? inputs[0] ?? {};
  const path =
    table === undefined || chain === undefined
      ? file.place.path
      : `${file.place.path}: table inet ${table.name}, chain ${chain.name}`;
  const place: Place = { ...file.place, path };
  const elsewhere = chains
    .map((other) => other.chain)
    .filter((other) => other !== chain && (other.hook === "input" || other.hook === "prerouting"));
  return {
    kind: "inbound",
    place,
    ours: file.ours,
    filter: "host firewall",
    leadsToCluster,
    limit: "bounded",
    dropsTheRest: known(closed !== undefined),
    checksReversePath: known(
      chain !== undefined &&
        (checksBefore(chain, believesAddress) || elsewhere.some((other) => checksBefore(other, letsIn, true))),
    ),
    sources: chain === undefined ? [] : chain.rules.flatMap((rule) => sourcesOf(file, rule)),
  };
}

/** Whether packets without a route back are dropped before the first rule for which `decides` holds. */
function checksBefore(chain: BaseChain, decides: (rule: FirewallRule) => boolean, mustBeThere = false): boolean {
  for (const rule of chain.rules) {
    if (checksReversePath(rule)) return true;
    if (decides(rule)) return false;
  }
  return !mustBeThere;
}

/** Whether the rule drops packets of every kind to whose source no route leads back. */
export function checksReversePath(rule: FirewallRule): boolean {
  return rule.reversePathMissing && rule.verdict === "drop" && isComplete(rule);
}

function isComplete(rule: FirewallRule): boolean {
  const { family, source, interfaces, states, icmp, narrowed } = rule;
  return (
    family === undefined &&
    source === undefined &&
    interfaces === undefined &&
    states === undefined &&
    !icmp &&
    !narrowed
  );
}

function believesAddress(rule: FirewallRule): boolean {
  return rule.source !== undefined && letsIn(rule) && !isFromPods(rule);
}

/** Whether the rule accepts packets of new connections from other machines. */
export function letsIn(rule: FirewallRule): boolean {
  if (rule.verdictByState.some(({ state, verdict }) => verdict === "accept" && !FOLLOWING_STATES.includes(state)))
    return true;
  if (rule.verdict !== "accept") return false;
  // Whoever accepts packets that have no way back believes forged addresses, of whatever protocol.
  if (rule.reversePathMissing) return true;
  if (rule.icmp) return false;
  if (only(rule.states, (state) => FOLLOWING_STATES.includes(state))) return false;
  return !only(rule.interfaces, (name) => name === "lo");
}

function sourcesOf(file: MachineFile, rule: FirewallRule): readonly InboundSourceFact[] {
  if (!letsIn(rule)) return [];
  const place: Place = { ...file.place, path: `${file.place.path}:${rule.line}` };
  const source = (range: string, reason = rule.comment): InboundSourceFact => ({
    place,
    ports: rule.ports,
    from: known({ range }),
    reason,
  });
  if (isFromPods(rule)) return [{ place, ports: rule.ports, from: known({ members: "pods" }), reason: rule.comment }];
  // What is left after taking some addresses away is counted as everything.
  if (rule.source !== undefined && !rule.source.negated)
    return rule.source.elements.map(({ text, comment }) => source(text, comment ?? rule.comment));
  return [...(rule.family === 6 ? [] : [source("0.0.0.0/0")]), ...(rule.family === 4 ? [] : [source("::/0")])];
}

/** Pods are recognized by their interface and their addresses together: either alone can be had from outside. */
function isFromPods(rule: FirewallRule): boolean {
  if (rule.source === undefined || rule.source.negated) return false;
  if (!only(rule.interfaces, (name) => POD_INTERFACES.some((prefix) => name.startsWith(prefix)))) return false;
  const ranges = rule.source.elements.map(({ text }) => parseRange(text));
  return (
    openToWorld(
      ranges.flatMap((range) => (range.known ? [range.value] : [])),
      "private",
    ) === undefined
  );
}

export function only(values: Values | undefined, matches: (text: string) => boolean): boolean {
  return (
    values !== undefined &&
    !values.negated &&
    values.elements.length > 0 &&
    values.elements.every(({ text }) => matches(text))
  );
}
