import { ownershipIn } from "../constructs/gate/origin";
import type { InboundFact } from "../guardrails/facts/inbound";
import { type Interval, parseRange } from "../guardrails/network-interval";
import { readDocuments } from "../guardrails/readers/read-documents";
import { RULES } from "../guardrails/rules";
import { rendered, type StackLike } from "./rendered";

/** Somebody who reaches an API server, a node or an endpoint in a cluster's network. */
export interface WayIn {
  /** The range that was written, or what stands in its place. */
  readonly from: string;
  /** Undefined where nobody can tell, which is everybody. */
  readonly interval: Interval | undefined;
  /** `tcp 6443`. */
  readonly ports: string;
  readonly reason: string;
  /** The document's own name for the place. */
  readonly at: string;
}

/** What a stack opens of a cluster. */
export interface WaysIn {
  /** How many filters in front of a cluster the stack itself shows; without one nothing is proven. */
  readonly filters: number;
  readonly ways: readonly WayIn[];
}

/** Rules without which the sources of a filter say nothing: a gateway, a public endpoint, a shape that nobody can judge. */
const EXPOSURE = new Set(RULES.filter(({ promise }) => promise === 1).map(({ id }) => id));

/** Reads out of the rendered stack who reaches the cluster in it. What cannot be known counts as everybody. */
export function waysInto(stack: StackLike): WaysIn {
  const { documents, judgement } = rendered(stack);
  // The gate hands out no document that it refuses; what it read there is in the judgement.
  const refused = documents.length === 0 ? judgement.openings.filter(({ from }) => parseRange(from).known) : [];
  const facts = readDocuments(documents, ownershipIn(stack.node.root));
  const filters = facts.filter((fact): fact is InboundFact => fact.kind === "inbound" && fact.leadsToCluster !== false);
  return {
    filters: filters.filter(({ place }) => place.document === documents[0]?.name).length,
    ways: [
      ...filters.flatMap(throughFilter),
      ...refused.map(({ from, ports, reason, place }) => way(from, ports, reason, place.path)),
      ...facts.flatMap((fact) =>
        fact.kind === "forwarding"
          ? fact.toNodePorts.map((from) => way(from, "node ports", "passed on before the filter", fact.place.path))
          : [],
      ),
      ...judgement.findings
        .filter(({ rule, verdict }) => EXPOSURE.has(rule) || verdict === "crashed")
        .map(({ rule, message, got, place }) => ({
          from: got === "" ? "everybody" : got,
          interval: undefined,
          ports: `refused by [${rule}]`,
          reason: message,
          at: place.path,
        })),
    ],
  };
}

function throughFilter(filter: InboundFact): readonly WayIn[] {
  const dropped = filter.dropsTheRest.known && filter.dropsTheRest.value;
  const sources = filter.sources.flatMap(({ from, ports, reason, place }): readonly WayIn[] => {
    const why = reason ?? "no reason given";
    if (!from.known) return [way("unknown", ports, `${why}; ${from.why}`, place.path)];
    // Members of the cluster itself are nobody from outside.
    return "range" in from.value ? [way(from.value.range, ports, why, place.path)] : [];
  });
  return dropped
    ? sources
    : [...sources, way("everybody", "all traffic", "what no rule names is not dropped", filter.place.path)];
}

function way(from: string, ports: string, reason: string, at: string): WayIn {
  const interval = parseRange(from);
  return { from, interval: interval.known ? interval.value : undefined, ports, reason, at };
}
