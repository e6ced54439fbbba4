import type { MachineDocument } from "../document";
import type { InboundSourceFact } from "../facts/inbound";
import { openToWorld, parseRange } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

interface ClusterPort {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly what: string;
}

/** Between members of one group, each known by its address. */
const BETWEEN_MEMBERS: readonly ClusterPort[] = [
  { protocol: "tcp", port: 2379, what: "etcd's clients" },
  { protocol: "tcp", port: 2380, what: "etcd's members" },
];

/** Between the machines of one cluster. */
const BETWEEN_MACHINES: readonly ClusterPort[] = [
  { protocol: "tcp", port: 4240, what: "Cilium's probes" },
  { protocol: "tcp", port: 10250, what: "the kubelet" },
  { protocol: "udp", port: 4789, what: "VXLAN" },
  { protocol: "udp", port: 8472, what: "VXLAN" },
  { protocol: "udp", port: 51820, what: "WireGuard between machines" },
  { protocol: "udp", port: 51821, what: "WireGuard between machines" },
  { protocol: "udp", port: 51871, what: "WireGuard between machines" },
];

/** By number, and as nft prints it. */
const VRRP = ["112", "vrrp"];

/** What only machines of the cluster say to each other reaches a machine from nobody else. */
export const CLUSTER_PORTS_STAY_INSIDE: Rule<"inbound"> = {
  id: "cluster-ports-stay-inside",
  title:
    "etcd and VRRP answer single machines by their address, kubelets and overlays private ranges, and no rule opens every port.",
  why: "Whoever speaks to etcd owns the cluster, whoever speaks VRRP takes its address, and whoever reaches a VXLAN port is a pod.",
  fix: "Name the machines under `profile.controlPlaneNodes` and `profile.nodeRanges`, and take out rules that name no port.",
  controls: ["CIS-1.12 2.2", "NIST-800-53 SC-7", "NIST-800-53 CM-7"],
  judges: "inbound",
  reach: "ours",
  judge(fact) {
    if (fact.filter !== "host firewall" || fact.leadsToCluster === false)
      return notApplicable("no machine of a cluster stands behind the filter");
    return failOn(fact.sources.flatMap(faultsOf));
  },
  fixtures: () => ({
    pass: [
      {
        name: "members of etcd by address, kubelets and VXLAN for the machines",
        documents: firewall(
          "ip saddr 10.40.0.12/32 tcp dport { 2379, 2380 } accept",
          "ip saddr 10.40.0.12/32 meta l4proto 112 accept",
          "ip saddr 10.40.0.0/24 udp dport 8472 accept",
          "ip saddr 10.40.0.0/24 tcp dport 10250 accept",
        ),
      },
      { name: "a service with clients of its own", documents: firewall("ip saddr 10.8.0.0/16 tcp dport 5432 accept") },
    ],
    fail: [
      { name: "etcd for a whole network", documents: firewall("ip saddr 10.40.0.0/24 tcp dport 2379 accept") },
      {
        name: "etcd inside of a range of ports",
        documents: firewall("ip saddr 10.40.0.0/24 tcp dport 2000-3000 accept"),
      },
      { name: "etcd as all that is not SSH", documents: firewall("ip saddr 10.40.0.0/24 tcp dport != 22 accept") },
      {
        name: "VRRP from everybody in the segment",
        documents: firewall("ip saddr 10.40.0.0/24 meta l4proto 112 accept"),
      },
      { name: "VRRP from one routable address", documents: firewall("ip saddr 9.9.9.9/32 meta l4proto 112 accept") },
      { name: "VXLAN from a routable address", documents: firewall("ip saddr 9.9.9.9/32 udp dport 4789 accept") },
      { name: "the kubelet for a routable address", documents: firewall("ip saddr 9.9.9.9/32 tcp dport 10250 accept") },
      { name: "every port for one machine", documents: firewall("ip saddr 10.40.0.12/32 accept") },
      { name: "all of one protocol", documents: firewall("ip saddr 10.40.0.0/24 meta l4proto tcp accept") },
    ],
  }),
};

function faultsOf(source: InboundSourceFact): readonly Fault[] {
  // Who is no address comes by an interface that outsiders do not have.
  if (!source.from.known || !("range" in source.from.value)) return [];
  const { range } = source.from.value;
  const interval = parseRange(range);
  const isPrivate = interval.known && openToWorld([interval.value], "private") === undefined;
  const isSingle = isPrivate && interval.value.first === interval.value.last;
  const fault = (message: string): Fault => ({ at: "", got: `${range} (${source.ports})`, message });
  const reach = reachOf(source.ports);
  if (reach === "everything") return [fault("a rule of the host firewall names no port")];
  return [
    ...(reach.protocols.some((protocol) => VRRP.includes(protocol)) && !isSingle
      ? [fault("VRRP must come from single private addresses")]
      : []),
    ...BETWEEN_MEMBERS.filter((port) => !isSingle && covers(reach, port)).map(({ port, what }) =>
      fault(`port ${port}, for ${what}, must answer single private addresses`),
    ),
    ...BETWEEN_MACHINES.filter((port) => !isPrivate && covers(reach, port)).map(({ port, what }) =>
      fault(`port ${port}, for ${what}, must answer private ranges alone`),
    ),
  ];
}

interface Reach {
  /** Whole protocols that have no ports, by number or name. */
  readonly protocols: readonly string[];
  readonly ports: readonly { readonly protocol: string; readonly first: number; readonly last: number }[];
}

/** Reads back what the fact calls the ports of a rule. What is not a list of ports counts as every port. */
function reachOf(ports: string): Reach | "everything" {
  const protocols: string[] = [];
  const found: Reach["ports"][number][] = [];
  let protocol = "";
  for (const part of ports.split(", ")) {
    const words = part.split(" ");
    const value = words.at(-1) ?? "";
    if (words.length > 2 || (words.length === 1 && protocol === "")) return "everything";
    if (words.length === 2) protocol = words[0] ?? "";
    if (protocol === "all") {
      if (["traffic", "tcp", "udp", "sctp", "6", "17", "132"].includes(value)) return "everything";
      protocols.push(value);
      continue;
    }
    const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(value) ?? [];
    if (first === undefined || !["tcp", "udp", "port"].includes(protocol)) return "everything";
    found.push({ protocol, first: Number(first), last: Number(last ?? first) });
  }
  return { protocols, ports: found };
}

function covers(reach: Reach, { protocol, port }: ClusterPort): boolean {
  return reach.ports.some(
    (range) => (range.protocol === protocol || range.protocol === "port") && range.first <= port && port <= range.last,
  );
}

function firewall(...rules: readonly string[]): readonly MachineDocument[] {
  const lines = ["type filter hook input priority filter; policy drop;", "fib saddr . iif oif missing drop", ...rules];
  return [
    {
      kind: "machine",
      name: "fixture.nft",
      content: `table inet host {\n chain input {\n${lines.map((line) => `  ${line}\n`).join("")} }\n}\n`,
    },
  ];
}
