import { closedStack } from "../fixtures/closed-stack";
import type { Pack } from "../pack";
import { parseRange } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

/** As many addresses as one office or one VPN has: a /24, or a /64 of IPv6. */
const MOST = { 4: 256n, 6: 1n << 64n };

const ONE_OFFICE_A_SOURCE: Rule<"inbound"> = {
  id: "narrow-sources/one-office-a-source",
  title: "No single source of a cluster's filters holds more than a /24 or an IPv6 /64, private ranges included.",
  why: "Whoever has a foothold anywhere in a wide private range talks to the API server and to nodes.",
  fix: "Name the networks of those who need it, each a /24, a /64 or smaller, with a reason each.",
  controls: ["NIST-800-53 SC-7"],
  judges: "inbound",
  reach: "exposure",
  judge({ leadsToCluster, sources }) {
    if (leadsToCluster === false) return { verdict: "not-applicable", why: "it does not stand before a cluster" };
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    for (const { place, from, ports } of sources) {
      if (!from.known) undecided.push({ place, at: "", got: from.why, message: `nobody can see who reaches ${ports}` });
      else if ("range" in from.value) {
        const range = parseRange(from.value.range);
        if (!range.known)
          undecided.push({ place, at: "", got: range.why, message: `nobody can see who reaches ${ports}` });
        else if (range.value.last - range.value.first >= MOST[range.value.family])
          certain.push({
            place,
            at: "",
            got: from.value.range,
            message: `a source of ${ports} holds more addresses than one office has`,
          });
      }
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [{ name: "one office", documents: [from("10.8.0.0/24")] }],
    fail: [
      { name: "a whole private range", documents: [from("10.0.0.0/8")] },
      { name: "twice one office", documents: [from("10.8.0.0/23")] },
      { name: "a source that a variable names", documents: [from("${var.office}")] },
    ],
  }),
};

/** For clusters that are administered from a few places only. */
export const NARROW_SOURCES: Pack = {
  name: "narrow-sources",
  title: "Sources of the API server and of nodes are single offices, also in private ranges.",
  rules: [ONE_OFFICE_A_SOURCE],
};

function from(range: string) {
  return closedStack({ "aws_vpc_security_group_ingress_rule.vpn": { cidr_ipv4: range } });
}
