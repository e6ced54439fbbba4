import type { InboundFact } from "../facts/inbound";
import { type Interval, openToWorld, parseRange } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, notApplicable, type Verdict } from "../verdict";
import { closedInboundFixtures } from "./closed-inbound.fixtures";

/** No filter in front of a cluster lets the world in, by whatever number of rules. */
export const CLOSED_INBOUND: Rule<"inbound"> = {
  id: "closed-inbound",
  title: "What stands in front of a cluster lets in private ranges and narrow routable ones, never the world.",
  why: "Whoever can reach an API server, a node or a log store can try stolen credentials and the next unpatched hole on it.",
  fix: "Take this source out. Let in the narrow private ranges that need access, each by a rule of its own with its reason; for the API server, under `apiServer.reachableFrom`.",
  controls: ["CIS-EKS-1.8 5.4.1", "NIST-800-53 SC-7", "NIST-800-53 AC-17"],
  judges: "inbound",
  reach: "exposure",
  promise: 1,
  judge: judgeInbound,
  fixtures: closedInboundFixtures,
};

function judgeInbound(fact: InboundFact): Verdict {
  if (fact.leadsToCluster === false) return notApplicable("nothing of a cluster stands behind the filter");
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const perhaps =
    fact.leadsToCluster === "undecided" ? ", and nothing shows that this is not a filter of the cluster" : "";

  for (const [value, name, message] of [
    [fact.dropsTheRest, "policy", "what no rule names is not dropped"],
    [fact.checksReversePath, "reversePath", "forged source addresses are believed"],
  ] as const) {
    if (!value.known)
      undecided.push({
        at: name,
        got: value.why,
        message: `nobody can see whether ${message.replace("not dropped", "dropped")}`,
      });
    else if (!value.value) certain.push({ at: name, got: "no", message });
  }

  const intervals: Interval[] = [];
  const routable: InboundFact["sources"][number][] = [];
  for (const source of fact.sources) {
    if (!source.from.known) {
      undecided.push({
        at: "",
        place: source.place,
        got: source.from.why,
        message: `a source of ${source.ports} cannot be known from the document${perhaps}`,
      });
      continue;
    }
    if (!("range" in source.from.value)) continue;
    const interval = parseRange(source.from.value.range);
    if (!interval.known) {
      undecided.push({
        at: "",
        place: source.place,
        got: source.from.value.range,
        message: `a source of ${source.ports} is no range: ${interval.why}${perhaps}`,
      });
      continue;
    }
    intervals.push(interval.value);
    // Private ranges are no part of what is wrong.
    if (openToWorld([interval.value], "private") !== undefined) routable.push(source);
  }
  const open = openToWorld(intervals, fact.limit);
  if (open !== undefined) {
    certain.push({
      at: "",
      // One source is its own place; several open the filter only together.
      place: routable.length === 1 ? routable[0]?.place : undefined,
      got: routable.map(describeSource).join(", "),
      message: `the ${fact.filter} is open: ${open}${perhaps}`,
    });
  }
  return failOrUnknown(certain, undecided);
}

function describeSource({ from, ports }: InboundFact["sources"][number]): string {
  return from.known && "range" in from.value ? `${from.value.range} (${ports})` : ports;
}
