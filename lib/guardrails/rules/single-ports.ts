import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, notApplicable } from "../verdict";

const MOST_PORTS = 16;
const HIGHEST_PORT = 65535;

/** Sources reach the ports that they were let in to, and no others. */
export const SINGLE_PORTS: Rule<"inbound"> = {
  id: "single-ports",
  title: "A range of addresses that is let in is let in to single ports.",
  why: "Whoever may come for the API server comes for SSH, the kubelet and everything else that listens, as soon as the rule names no port.",
  fix: "Name the protocol and the port: tcp 443 for Amazon EKS, tcp 6443 for kubeadm.",
  controls: ["CIS-AWS-3.0 5.2", "NIST-800-53 CM-7", "NIST-800-53 SC-7"],
  judges: "inbound",
  reach: "ours",
  judge(fact) {
    if (fact.leadsToCluster === false) return notApplicable("nothing of a cluster stands behind the filter");
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    for (const { ports, from, place } of fact.sources) {
      // Members of the cluster speak to each other as the network plug-in pleases.
      if (from.known && "members" in from.value) continue;
      const count = countPorts(ports);
      const message = `the source at ${place.path} reaches more than single ports`;
      if (count === undefined) undecided.push({ at: "", got: ports, message });
      else if (count > MOST_PORTS) certain.push({ at: "", got: ports, message });
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [{ name: "one port", documents: [closedStack()] }],
    fail: [
      { name: "all traffic", documents: [closedStack(vpn({ ip_protocol: "-1", from_port: null, to_port: null }))] },
      { name: "every port below the one", documents: [closedStack(vpn({ from_port: 0 }))] },
      { name: "a port that does not exist", documents: [closedStack(vpn({ to_port: 99999 }))] },
      { name: "a port that a variable decides", documents: [closedStack(vpn({ to_port: "${var.port}" }))] },
    ],
  }),
};

/** How many ports a text such as `tcp 443, udp 8000-8010` names; undefined when it is not known. */
function countPorts(text: string): number | undefined {
  if (text === "all traffic" || /^all (tcp|udp|icmp|-1)/.test(text)) return HIGHEST_PORT + 1;
  // A protocol without ports is as narrow as one port: VRRP, for example.
  if (/^all \d+$/.test(text) && !["all 6", "all 17"].includes(text)) return 1;
  let count = 0;
  for (const part of text.split(", ")) {
    const [, first, last = first] = /^(?:(?:tcp|udp|port) )?(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
    if (first === undefined || Number(last) > HIGHEST_PORT || Number(last) < Number(first)) return undefined;
    count += Number(last) - Number(first) + 1;
  }
  return count;
}

function vpn(change: Readonly<Record<string, unknown>>) {
  return { "aws_vpc_security_group_ingress_rule.vpn": change };
}
