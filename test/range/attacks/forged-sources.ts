import type { ApiRequest } from "../laboratory/api-client";
import type { Host } from "../laboratory/network";
import type { Plant } from "../laboratory/plant";
import { type Attack, allowed, type Weakening } from "./attack";
import { FIREWALL } from "./files";
import { answersForged, OPEN_TO_ALL, SOURCES_BELIEVED, silently } from "./network";
import { everyPort, openPorts } from "./ports";

/** An IPv6 range from which the description lets operators in, and the addresses that the laboratory gives out. */
export const OPERATORS = "fd00:8::/64";
const OPERATOR = "fd00:8::10";
const CONTROL_PLANE = "fd00:40::11";
const STRANGER = "2001:db8:bad::10";

/** Gives every host of the plant an IPv6 address beside its other one. */
export function addIpv6(plant: Plant): void {
  const { worker, operator, outsider } = plant.hosts;
  const controlPlane = plant.hosts["control-plane"];
  plant.addIpv6(controlPlane, "eth0", CONTROL_PLANE, "fd00:40::1", false);
  plant.addIpv6(controlPlane, "eth1", "fd00:4001::2", "fd00:4001::1");
  plant.route("add", `${CONTROL_PLANE}/128`, "fd00:4001::2");
  plant.addIpv6(worker, "eth0", "fd00:40::21", "fd00:40::1");
  plant.addIpv6(operator, "eth0", OPERATOR, "fd00:8::1");
  plant.addIpv6(outsider, "eth0", STRANGER, "2001:db8:bad::1");
}

const READY: ApiRequest = { path: "/readyz", curl: ["--max-time", "2"] };

function overIpv6(plant: Plant, from: Host) {
  // Asked by the same name: only the address is another one.
  const { name, port } = plant.endpoint;
  const curl = ["--resolve", `${name}:${port}:[${CONTROL_PLANE}]`, "--ipv6", ...(READY.curl ?? [])];
  return plant.ask({ ...READY, curl }, from);
}

const operatorOverIpv6 = allowed<Plant>((plant) => overIpv6(plant, plant.hosts.operator));

const TWO_PORTS_MORE: Weakening = {
  name: "the firewall takes a port from everybody that no description opens",
  edits: [{ file: FIREWALL, from: "\t\t# etcd-peer (tcp dport 2380): nobody", to: "\t\ttcp dport 8080 accept" }],
};

/** The plant, asked at its other address. */
const byIpv6 = (plant: Plant) => ({
  machine: plant.machine,
  hosts: plant.hosts,
  endpoint: { ...plant.endpoint, address: CONTROL_PLANE },
  on: (host: Host, program: string, ...args: readonly string[]) => plant.on(host, program, ...args),
});

export const FORGED_SOURCE_ATTACKS: readonly Attack[] = [
  {
    name: "whoever comes by IPv6 from none of the ranges that the description opens",
    attack: silently("last", (plant) => overIpv6(plant, plant.hosts.outsider).status !== 0),
    legitimate: operatorOverIpv6,
    weakening: OPEN_TO_ALL,
  },
  {
    name: "the outsider on every TCP port by IPv6",
    attack: (plant) => everyPort("outsider", "tcp", [])(byIpv6(plant)),
    legitimate: (plant) => openPorts("operator", [6443])(byIpv6(plant)),
    weakening: TWO_PORTS_MORE,
  },
  {
    name: "a worker who says to be an operator",
    attack: silently("wrong interface", (plant) =>
      answersForged(plant, { ...fromWorker(plant), source: "10.8.0.10", target: "10.40.0.11", port: 6443 }),
    ),
    legitimate: allowed((plant) => plant.ask(READY)),
    weakening: SOURCES_BELIEVED,
  },
  {
    name: "a worker who says to be an operator, by IPv6",
    attack: silently("wrong interface", (plant) =>
      answersForged(plant, { ...fromWorker(plant), source: OPERATOR, target: CONTROL_PLANE, port: 6443 }),
    ),
    legitimate: operatorOverIpv6,
    weakening: SOURCES_BELIEVED,
  },
  {
    name: "a worker who says to be the bastion, on the port of SSH",
    attack: silently("wrong interface", (plant) =>
      answersForged(plant, {
        from: plant.hosts.worker,
        owner: plant.hosts.bastion,
        source: "10.41.9.2",
        target: "10.40.0.11",
        port: 22,
      }),
    ),
    legitimate: openPorts("bastion", [22]),
    weakening: SOURCES_BELIEVED,
  },
];

function fromWorker({ hosts }: Plant) {
  return { from: hosts.worker, owner: hosts.operator };
}
