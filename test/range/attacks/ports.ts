import { join } from "node:path";
import type { LaboratoryCluster } from "../laboratory/cluster";
import type { Host } from "../laboratory/network";
import type { PlantHosts } from "../laboratory/plant";
import type { Attack, Seen, Weakening } from "./attack";
import { FIREWALL } from "./files";
import { byCounter } from "./firewall-counters";

const PORTS = 65_535;
const SCANNER = join(__dirname, "..", "laboratory", "scan-ports.cjs");

/** Whom the description of the plant lets reach which ports of its control plane. */
const OPEN: readonly { readonly who: keyof PlantHosts; readonly tcp: readonly number[] }[] = [
  { who: "outsider", tcp: [] },
  { who: "operator", tcp: [6443] },
  { who: "bastion", tcp: [22, 6443] },
  { who: "worker", tcp: [6443, 10250] },
];

const TWO_MORE_PORTS: Weakening = {
  name: "the firewall takes two ports from everybody that no description opens",
  edits: [
    {
      file: FIREWALL,
      from: "\t\t# etcd-peer (tcp dport 2380): nobody",
      to: "\t\ttcp dport 8080 accept\n\t\tudp dport 8472 accept",
    },
  ],
};

/** A cluster with this host beside it. */
type ClusterWith<Who extends string> = Pick<LaboratoryCluster, "on" | "endpoint" | "machine"> & {
  readonly hosts: Readonly<Record<Who, Host>>;
};

function scan<Who extends string>(
  cluster: ClusterWith<Who>,
  who: Who,
  protocol: "tcp" | "udp",
  only?: readonly number[],
): readonly number[] {
  const words = [protocol, cluster.endpoint.address, ...(only === undefined ? [] : [only.join(",")])];
  return JSON.parse(cluster.on(cluster.hosts[who], process.execPath, SCANNER, ...words));
}

/** Every port, of which those that answer must be those that the description opens; all others were dropped. */
export function everyPort<Who extends string>(who: Who, protocol: "tcp" | "udp", open: readonly number[]) {
  return (cluster: ClusterWith<Who>): Seen =>
    byCounter(
      cluster,
      "any",
      () => {
        const answering = scan(cluster, who, protocol);
        const more = answering.filter((port) => !open.includes(port));
        const saw = `answers of ${answering.length === 0 ? "no port" : answering.join(", ")}`;
        return { saw, got: more.length > 0, silent: PORTS - answering.length };
      },
      ({ silent }) => silent,
    );
}

/** What is open to a host answers it; where nothing is, the API server's port answers the operator. */
export function openPorts<Who extends string>(who: Who, open: readonly number[]) {
  return (cluster: ClusterWith<Who | "operator">): Seen => {
    const [from, ports] = open.length > 0 ? ([who, open] as const) : (["operator", [6443]] as const);
    const answering = scan<Who | "operator">(cluster, from, "tcp", ports);
    return { saw: `the ${from}: answers of ${answering.join(", ")}`, got: answering.length === ports.length };
  };
}

export const PORT_ATTACKS: readonly Attack[] = [
  ...OPEN.map(({ who, tcp }) => ({
    name: `the ${who} on every TCP port${tcp.length === 0 ? "" : ` but ${tcp.join(", ")}`}`,
    attack: everyPort(who, "tcp", tcp),
    legitimate: openPorts(who, tcp),
    weakening: TWO_MORE_PORTS,
  })),
  // On UDP nothing is open to anybody.
  {
    name: "the operator on every UDP port",
    attack: everyPort("operator", "udp", []),
    legitimate: openPorts("operator", []),
    weakening: TWO_MORE_PORTS,
  },
];
