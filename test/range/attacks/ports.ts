import { join } from "node:path";
import type { Plant, PlantHosts } from "../laboratory/plant";
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

function scan(plant: Plant, who: keyof PlantHosts, protocol: "tcp" | "udp", address: string): readonly number[] {
  return JSON.parse(plant.on(plant.hosts[who], process.execPath, SCANNER, protocol, address));
}

/** Every port, of which those that answer must be those that the description opens; all others were dropped. */
function everyPort(who: keyof PlantHosts, protocol: "tcp" | "udp", open: readonly number[]) {
  return (plant: Plant): Seen =>
    byCounter(
      plant,
      "any",
      () => {
        const answering = scan(plant, who, protocol, plant.endpoint.address);
        const more = answering.filter((port) => !open.includes(port));
        const saw = `answers of ${answering.length === 0 ? "no port" : answering.join(", ")}`;
        return { saw, got: more.length > 0, silent: PORTS - answering.length };
      },
      ({ silent }) => silent,
    );
}

function openPorts(who: keyof PlantHosts, open: readonly number[]) {
  return (plant: Plant): Seen => {
    // Where nothing is open to a host, it asks itself: its scanner finds what answers.
    const address = open.length === 0 ? "127.0.0.1" : plant.endpoint.address;
    const answering = scan(plant, who, "tcp", address);
    return {
      saw: `answers of ${answering.length} ports`,
      got: open.every((port) => answering.includes(port)) && answering.length > 0,
    };
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
    legitimate: openPorts("operator", [6443]),
    weakening: TWO_MORE_PORTS,
  },
];
