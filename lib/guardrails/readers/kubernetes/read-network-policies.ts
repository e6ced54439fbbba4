import { type Interval, mergeIntervals, parseRange, subtractIntervals } from "../../network-interval";
import { Fields } from "../fields";
import type { ReadObject } from "./kubernetes-object";
import { selectsAll } from "./selects-all";

type Direction = "Ingress" | "Egress";
const DIRECTIONS: readonly Direction[] = ["Ingress", "Egress"];
const PEERS = { Ingress: "from", Egress: "to" } as const;
const RULES = { Ingress: "ingress", Egress: "egress" } as const;

/** As many ports as a policy may name and still be about something. */
const SINGLE_PORTS = 16;

/** Labels that Kubernetes gives to every namespace, and to every pod that a Deployment makes: whoever has one is everybody. */
const EVERYBODY_HAS = ["kubernetes.io/metadata.name", "pod-template-hash"];

/** What a policy does to all pods of its namespace; one of ours, to any. A team's policy for some pods is its own affair. */
interface PolicyForAll {
  readonly name: string;
  readonly denies: readonly Direction[];
  readonly opens: readonly Direction[];
  /** The addresses that it lets through. */
  readonly ranges: Readonly<Record<Direction, readonly Interval[]>>;
}

/** What the network policies of one namespace deny and give back, taken together: Kubernetes adds them up. */
export function readNetworkPolicies(objects: readonly ReadObject[]): {
  readonly deniedByDefault: readonly string[];
  readonly openedAgain: readonly string[];
} {
  const policies = objects.map((object) => readNetworkPolicy(Fields.of(object.content, "", []), object));
  const opened = policies.flatMap(({ name, opens }) => opens.map((direction) => `${name} ${direction}`));
  const together = DIRECTIONS.flatMap((direction) => {
    const parts = policies.filter(({ opens, ranges }) => !opens.includes(direction) && ranges[direction].length > 0);
    return isMostOfTheWorld(parts.flatMap(({ ranges }) => ranges[direction]))
      ? [`${parts.map(({ name }) => name).join(", ")} ${direction}`]
      : [];
  });
  return {
    deniedByDefault: DIRECTIONS.filter((direction) => policies.some(({ denies }) => denies.includes(direction))),
    openedAgain: [...opened, ...together],
  };
}

/** Reads one policy; what cannot be read is complained of through `policy`. */
export function readNetworkPolicy(policy: Fields, { name, ours }: Pick<ReadObject, "name" | "ours">): PolicyForAll {
  const spec = policy.fields("spec");
  const rules = { Ingress: spec.list(RULES.Ingress), Egress: spec.list(RULES.Egress) };
  const read = (direction: Direction) => rules[direction].map((rule) => readRule(rule, PEERS[direction], ours));
  const found = { Ingress: read("Ingress"), Egress: read("Egress") };
  const written = spec.texts("policyTypes");
  const types = written.length > 0 ? written : rules.Egress.length > 0 ? DIRECTIONS : ["Ingress"];
  const pods = spec.fields("podSelector");
  // What ours opens for some pods alone, it opens all the same: no team has asked for it.
  const applies = ours || selectsMost(pods) ? DIRECTIONS.filter((direction) => types.includes(direction)) : [];
  const ranges = (direction: Direction) =>
    applies.includes(direction) ? found[direction].flatMap((rule) => rule.ranges) : [];
  const all = selectsAll(pods);
  return {
    name,
    denies: applies.filter((direction) => all && rules[direction].length === 0),
    opens: applies.filter(
      (direction) => found[direction].some(({ everybody }) => everybody) || isMostOfTheWorld(ranges(direction)),
    ),
    ranges: { Ingress: ranges("Ingress"), Egress: ranges("Egress") },
  };
}

/** No peers means everybody. Ours names its peers whatever the ports; a team may open single ports of its pods. */
function readRule(
  rule: Fields,
  peersField: "from" | "to",
  ours: boolean,
): { readonly everybody: boolean; readonly ranges: readonly Interval[] } {
  const bounded = !ours && areSinglePorts(rule.list("ports"));
  const peers = rule.list(peersField).map(readPeer);
  if (bounded) return { everybody: false, ranges: [] };
  return {
    everybody: peers.length === 0 || peers.some(({ everybody }) => everybody),
    ranges: peers.flatMap(({ ranges }) => ranges),
  };
}

function readPeer(peer: Fields): { readonly everybody: boolean; readonly ranges: readonly Interval[] } {
  if (peer.has("ipBlock")) {
    const block = peer.fields("ipBlock");
    const range = parseRange(block.text("cidr") ?? "");
    if (!range.known) return { everybody: true, ranges: [] };
    const except = block.texts("except").flatMap((text) => {
      const hole = parseRange(text);
      return hole.known ? [hole.value] : [];
    });
    return { everybody: false, ranges: subtractIntervals([range.value], except) };
  }
  const pods = !peer.has("podSelector") || selectsMost(peer.fields("podSelector"));
  return {
    everybody: pods && peer.has("namespaceSelector") && selectsMost(peer.fields("namespaceSelector")),
    ranges: [],
  };
}

function areSinglePorts(ports: readonly Fields[]): boolean {
  const counts = ports.map((port) => {
    const first = port.get("port");
    const last = port.integer("endPort");
    if (first === undefined) return Number.POSITIVE_INFINITY;
    return last === undefined ? 1 : typeof first === "number" ? last - first + 1 : Number.POSITIVE_INFINITY;
  });
  return counts.length > 0 && counts.reduce((sum, count) => sum + count, 0) <= SINGLE_PORTS;
}

/** Whether only a few are left out: by what they do not have, or by what everybody has. */
function selectsMost(selector: Fields): boolean {
  return (
    selector.fields("matchLabels").names().length === 0 &&
    selector.list("matchExpressions").every((expression) => {
      const operator = expression.text("operator");
      if (operator === "Exists") return EVERYBODY_HAS.includes(expression.text("key") ?? "");
      return operator === "NotIn" || operator === "DoesNotExist";
    })
  );
}

/** A run of addresses longer than a /8 (IPv6: a /16), or more than four of them, is everybody, in however many pieces it is written. */
function isMostOfTheWorld(ranges: readonly Interval[]): boolean {
  return ([4, 6] as const).some((family) => {
    const runs = mergeIntervals(ranges.filter((range) => range.family === family)).map(
      ({ first, last }) => last - first + 1n,
    );
    const longest = 1n << (family === 4 ? 24n : 112n);
    return runs.some((run) => run > longest) || runs.reduce((sum, run) => sum + run, 0n) > 4n * longest;
  });
}
