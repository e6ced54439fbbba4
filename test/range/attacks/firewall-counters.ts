import type { LaboratoryCluster } from "../laboratory/cluster";
import type { Seen } from "./attack";

/** Which rules of the firewall drop: those of its whole table, or one of its input chain. */
export type Drop = "wrong interface" | "last" | "any";

const WORDS: Readonly<Record<Drop, string>> = {
  "wrong interface": "the rule for sources on a wrong interface",
  last: "the last rule",
  any: "the firewall",
};

type Expression = Readonly<Record<string, unknown>>;

interface Rule {
  readonly chain: string;
  readonly expr: readonly Expression[];
}

interface Listed {
  readonly nftables: readonly { readonly rule?: Rule }[];
}

/** Packets that rules have dropped, as nftables counts them. */
function dropped(plant: Pick<LaboratoryCluster, "machine">, drop: Drop): number {
  const listed = plant.machine.mustRun("nft", "-j", "list", "table", "inet", "portcullis");
  const drops = (JSON.parse(listed) as Listed).nftables
    .flatMap(({ rule }) => (rule === undefined ? [] : [rule]))
    .filter(({ expr }) => expr.some((expression) => "drop" in expression));
  if (drop === "any") return drops.reduce((sum, rule) => sum + packetsOf(rule), 0);
  const input = drops.filter(({ chain }) => chain === "input");
  const found = input.filter((rule) => JSON.stringify(rule).includes('"fib"') === (drop === "wrong interface")).at(-1);
  return found === undefined ? 0 : packetsOf(found);
}

function packetsOf({ expr }: Rule): number {
  const counter = expr.find((expression) => "counter" in expression)?.counter as { packets: number } | undefined;
  return counter?.packets ?? 0;
}

/**
 * Something that the firewall drops without a word: its counters tell, for silence proves nothing.
 * @param atLeast how many packets must have been dropped, by what was seen
 */
export function byCounter<Found extends Seen>(
  plant: Pick<LaboratoryCluster, "machine">,
  drop: Drop,
  attempt: () => Found,
  atLeast: (seen: Found) => number = () => 1,
): Seen {
  const before = dropped(plant, drop);
  const seen = attempt();
  const packets = dropped(plant, drop) - before;
  if (packets < atLeast(seen)) return seen;
  return { ...seen, refusedBy: `nftables: ${WORDS[drop]} dropped ${packets} packets` };
}
