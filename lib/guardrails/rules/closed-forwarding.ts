import type { ForwardingFact } from "../facts/forwarding";
import { withRuleset } from "../fixtures/host-firewall";
import { type Interval, mergeIntervals, openToWorld, parseRange, subtractIntervals } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** What a machine passes on past its input chain. */
export const CLOSED_FORWARDING: Rule<"forwarding"> = {
  id: "closed-forwarding",
  title: "A machine of a cluster passes nothing on from the world: neither to node ports nor to pods.",
  why: "Node ports and pods are reached past the input chain, so that a Service or a route is enough to put a pod before everybody.",
  fix: "Drop 30000-32767 for local addresses before their destination is rewritten, and in forwarding everything for pods but from pods and nodes.",
  controls: ["CIS-1.12 5.3.2", "NIST-800-53 SC-7"],
  judges: "forwarding",
  reach: "exposure",
  promise: 1,
  judge(fact) {
    return failOn([
      ...exposure(fact.toNodePorts, "node ports"),
      ...exposure(fact.toPods, "pods"),
      ...unshielded(fact),
      ...(fact.checksReversePath
        ? []
        : [{ at: "", got: "no", message: "forged source addresses are believed on the way to pods" }]),
    ]);
  },
  fixtures: () => ({
    pass: [{ name: "node ports and pods are behind a filter", documents: withRuleset() }],
    fail: [
      { name: "node ports are dropped by nobody", documents: withRuleset([/^.*th dport 30000-32767.*\n/m, ""]) },
      { name: "some node ports are left out", documents: withRuleset([/30000-32767/, "30001-32767"]) },
      { name: "node ports by one protocol only", documents: withRuleset([/\{ tcp, udp, sctp \}/, "tcp"]) },
      {
        name: "everything is accepted before",
        documents: withRuleset([/ct state established,related accept/, "accept"]),
      },
      { name: "pods are dropped by nobody", documents: withRuleset([/^.*counter drop comment "rest"\n/m, ""]) },
      {
        name: "other addresses than those of the pods are shielded",
        documents: withRuleset([/daddr != \S+/, "daddr != 192.0.2.0/24"]),
      },
      {
        name: "everybody reaches pods",
        documents: withRuleset([/ip saddr 10\.40\.0\.0\/24 accept/, "ip saddr 0.0.0.0/0 accept"]),
      },
      {
        name: "addresses are believed before they are checked",
        documents: withRuleset([/^.*fib saddr.*\n(?=.*\n.*comment "rest")/m, ""]),
      },
    ],
  }),
};

function exposure(ranges: ForwardingFact["toPods"], what: string): readonly Fault[] {
  const open = openToWorld(intervals(ranges), "bounded");
  return open === undefined ? [] : [{ at: "", got: ranges.join(", "), message: `${what} are open: ${open}` }];
}

/** Pods that the filter does not mean. */
function unshielded({ pods, shieldedPods }: ForwardingFact): readonly Fault[] {
  if (shieldedPods === undefined) return [];
  const left = subtractIntervals(intervals(pods), mergeIntervals(intervals(shieldedPods)));
  return left.length === 0
    ? []
    : [
        {
          at: "",
          got: shieldedPods.join(", "),
          message: `the filter is not about the pods' addresses ${pods.join(", ")}`,
        },
      ];
}

function intervals(ranges: readonly string[]): readonly Interval[] {
  return ranges
    .map(parseRange)
    .flatMap((range) => (range.known ? [range.value] : [{ family: 4, first: 0n, last: (1n << 32n) - 1n } as const]));
}
