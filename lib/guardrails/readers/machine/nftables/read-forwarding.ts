import type { ForwardingFact } from "../../../facts/forwarding";
import type { MachineFile } from "../machine-file";
import { parseRuleset } from "./parse-ruleset";
import { checksReversePath, letsIn, only, POD_INTERFACES } from "./read-nftables";
import type { BaseChain, FirewallRule } from "./ruleset";
import { NotUnderstood } from "./tokens";

const EVERYBODY = ["0.0.0.0/0", "::/0"];
const NODE_PORTS = { first: 30000, last: 32767 };
const PROTOCOLS = ["tcp", "udp", "sctp"];

/**
 * Reads what a ruleset passes on. Packets for a node port are rewritten before the input chain sees them, and packets for a pod
 * never reach it, so that a closed input chain says nothing of either. A ruleset that is not understood is another fact already.
 */
export function readForwarding(file: MachineFile, pods: readonly string[]): readonly ForwardingFact[] {
  let chains: readonly BaseChain[];
  try {
    chains = parseRuleset(file.content)
      .filter(({ family }) => family === "inet")
      .flatMap((table) => table.chains);
  } catch (error) {
    if (error instanceof NotUnderstood) return [];
    throw error;
  }
  const filters = chains.filter(({ hook }) => hook === "forward").map(readForwardChain);
  const shield = filters.find(({ closed }) => closed) ?? { from: EVERYBODY, shielded: undefined, checked: true };
  const nodePorts = chains
    .filter(({ hook }) => hook === "prerouting")
    .map(readNodePorts)
    .find((from) => from !== undefined);
  return [
    {
      kind: "forwarding",
      place: file.place,
      ours: file.ours,
      toNodePorts: nodePorts ?? EVERYBODY,
      toPods: shield.from,
      shieldedPods: shield.shielded,
      pods,
      checksReversePath: shield.checked,
    },
  ];
}

/** Who reaches node ports; undefined when the chain does not drop the others. */
function readNodePorts(chain: BaseChain): readonly string[] | undefined {
  const from: string[] = [];
  for (const rule of chain.rules) {
    if (dropsNodePorts(rule) || (rule.verdict === "drop" && rule.conditions === 0)) return from;
    if (!letsIn(rule)) continue;
    if (rule.source === undefined || rule.source.negated) return undefined;
    from.push(...rule.source.elements.map(({ text }) => text));
  }
  return chain.policy === "drop" ? from : undefined;
}

function dropsNodePorts(rule: FirewallRule): boolean {
  const { verdict, localDestination, protocols, portValues, conditions } = rule;
  return (
    verdict === "drop" &&
    localDestination &&
    protocols !== undefined &&
    !protocols.negated &&
    PROTOCOLS.every((protocol) => protocols.elements.some(({ text }) => text === protocol)) &&
    portValues !== undefined &&
    !portValues.negated &&
    portValues.elements.some(({ text }) => {
      const [first = text, last = first] = text.split("-");
      return Number(first) <= NODE_PORTS.first && Number(last) >= NODE_PORTS.last;
    }) &&
    conditions === 3
  );
}

/** Who reaches pods, up to the rule that drops everybody else. */
function readForwardChain(chain: BaseChain): {
  readonly closed: boolean;
  readonly from: readonly string[];
  readonly shielded: readonly string[] | undefined;
  readonly checked: boolean;
} {
  const from: string[] = [];
  const shielded = new Map<4 | 6, readonly string[]>();
  let checkedSoFar = false;
  let checked = true;
  const result = (closed: boolean) => ({
    closed,
    from,
    shielded: shielded.size === 0 ? undefined : [...shielded.values()].flat(),
    checked,
  });
  for (const rule of chain.rules) {
    if (rule.verdict === "drop" && rule.conditions === 0) return result(true);
    if (checksReversePath(rule)) checkedSoFar = true;
    if (!letsIn(rule) || only(rule.interfaces, (name) => POD_INTERFACES.some((prefix) => name.startsWith(prefix))))
      continue;
    if (
      rule.destination?.negated === true &&
      rule.conditions === 1 &&
      rule.family !== undefined &&
      !shielded.has(rule.family)
    ) {
      // What is not for a pod is none of this filter's business; two such rules of one family would pass everything.
      shielded.set(
        rule.family,
        rule.destination.elements.map(({ text }) => text),
      );
    } else if (rule.source !== undefined && !rule.source.negated) {
      if (!checkedSoFar) checked = false;
      from.push(...rule.source.elements.map(({ text }) => text));
    } else return result(false);
  }
  return result(chain.policy === "drop");
}
