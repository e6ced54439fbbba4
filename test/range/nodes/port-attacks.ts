import type { Attack, Weakening } from "../attacks/attack";
import { FIREWALL } from "../attacks/files";
import { everyPort, openPorts } from "../attacks/ports";
import { TenantPod } from "./tenant-pod";
import type { WholeHosts, WholePlant } from "./whole-plant";
import type { WorkerOfPlant } from "./worker-of-plant";

const NODE_PORT = 30_080;

const NODE_PORTS_OPEN: Weakening = {
  name: "the firewall closes neither node ports nor pods to strangers",
  edits: [
    {
      file: FIREWALL,
      from: "\t\tfib daddr type local meta l4proto { tcp, udp, sctp } th dport 30000-32767 counter drop\n",
      to: "",
    },
    { file: FIREWALL, from: "\t\tip saddr 10.40.0.0/24 accept\n\t\tcounter drop\n", to: "\t\taccept\n" },
  ],
};

const ONE_MORE_OF_EACH: Weakening = {
  name: "the firewall takes two ports from everybody that no description opens",
  edits: [
    {
      file: FIREWALL,
      from: "\t\tlimit rate 5/second burst 20 packets log",
      to: "\t\ttcp dport 8080 accept\n\t\tudp dport 8472 accept\n\t\tlimit rate 5/second burst 20 packets log",
    },
  ],
};

/** A service of the platform on a port of every machine, as kube-proxy makes one. */
export async function nodePortService(plant: WholePlant): Promise<void> {
  await TenantPod.run(plant, "behind-node-port", {}, "kube-system");
  const ports = [{ port: 80, targetPort: 8080, nodePort: NODE_PORT }];
  const spec = { type: "NodePort", selector: { app: "behind-node-port" }, ports };
  const body = { apiVersion: "v1", kind: "Service", metadata: { name: "behind-node-port" }, spec };
  const path = "/api/v1/namespaces/kube-system/services";
  const { status, message } = plant.asAdministrator({ path, method: "POST", body });
  if (status !== 201) throw new Error(`no service: ${status} ${message}`);
}

type Open = readonly {
  readonly who: keyof WholeHosts;
  readonly tcp: readonly number[];
  readonly weakening: Weakening;
}[];

/** Whom the description lets reach which ports of the worker, and of the control plane. */
const OPEN_ON_WORKER: Open = [
  { who: "outsider", tcp: [], weakening: NODE_PORTS_OPEN },
  { who: "operator", tcp: [], weakening: NODE_PORTS_OPEN },
  { who: "bastion", tcp: [22], weakening: ONE_MORE_OF_EACH },
  { who: "control-plane", tcp: [10_250], weakening: ONE_MORE_OF_EACH },
];
const OPEN_ON_CONTROL_PLANE: Open = [
  { who: "outsider", tcp: [], weakening: NODE_PORTS_OPEN },
  { who: "operator", tcp: [6443], weakening: NODE_PORTS_OPEN },
  { who: "worker", tcp: [6443, 10_250], weakening: ONE_MORE_OF_EACH },
];

const ofControlPlane = openPorts("control-plane", [10_250]);

const scans = (machine: string, open: Open) =>
  open.map(({ who, tcp, weakening }) => ({
    name: `the ${who} on every TCP port of the ${machine}${tcp.length === 0 ? "" : ` but ${tcp.join(", ")}`}`,
    attack: everyPort(who, "tcp", tcp),
    legitimate: openPorts(who, tcp),
    weakening,
  }));

export const CONTROL_PLANE_PORTS: readonly Attack<WholePlant>[] = scans("control plane", OPEN_ON_CONTROL_PLANE);

export const WORKER_PORTS: readonly Attack<WorkerOfPlant>[] = [
  // Nobody but the control plane and the bastion is let in at all.
  ...scans("worker", OPEN_ON_WORKER).map((scan) =>
    scan.weakening === NODE_PORTS_OPEN ? { ...scan, legitimate: ofControlPlane } : scan,
  ),
  {
    name: "the outsider on every UDP port of the worker",
    attack: everyPort("outsider", "udp", []),
    legitimate: ofControlPlane,
    weakening: ONE_MORE_OF_EACH,
  },
];
