import type { Host } from "../laboratory/network";
import type { Plant } from "../laboratory/plant";
import { type Attack, allowed, type Weakening } from "./attack";
import { FIREWALL } from "./files";
import { byCounter, type Drop } from "./firewall-counters";

const READY = "/readyz";

export const OPEN_TO_ALL: Weakening = {
  name: "the firewall takes the API server's port from everybody",
  edits: [{ file: FIREWALL, from: "ip saddr 10.8.0.0/16 tcp dport 6443 accept", to: "tcp dport 6443 accept" }],
};

export const SOURCES_BELIEVED: Weakening = {
  name: "the firewall believes every source",
  edits: [{ file: FIREWALL, from: "\t\tfib saddr . iif oif missing counter drop\n\t\ticmp type", to: "\t\ticmp type" }],
};

const PODS_FROM_ANYWHERE: Weakening = {
  name: "the firewall takes pods' addresses on every interface",
  edits: [
    {
      file: FIREWALL,
      from: 'iifname { "cali*", "cni*", "flannel*", "lxc*" } ip saddr 10.244.0.0/16 tcp dport 6443 accept',
      to: "ip saddr 10.244.0.0/16 tcp dport 6443 accept",
    },
  ],
};

const ETCD_FOR_NODES: Weakening = {
  name: "the firewall lets machines of the segment reach etcd",
  edits: [
    {
      file: FIREWALL,
      from: "# etcd-client (tcp dport 2379): nobody",
      to: "ip saddr 10.40.0.0/24 tcp dport 2379 accept",
    },
  ],
};

/** Something that the firewall drops without a word. */
export function silently(drop: Drop, attempt: (plant: Plant) => boolean) {
  return (plant: Plant) =>
    byCounter(plant, drop, () => {
      const got = attempt(plant);
      return { saw: got ? "an answer" : "no answer", got };
    });
}

const OBSERVER = "observer";

/** A greeting with the address of somebody else, who is the one to see the answer. */
export interface Forged {
  readonly from: Host;
  readonly owner: Host;
  readonly source: string;
  /** Of the control plane, in the same family. */
  readonly target: string;
  readonly port: number;
}

/** Whether the control plane answers such a greeting: the owner's own counter sees it. */
export function answersForged(plant: Plant, { from, owner, source, target, port }: Forged): boolean {
  const family = target.includes(":") ? "ip6" : "ip";
  const address = [source.includes(":") ? `${source}/128` : `${source}/32`, "dev", "lo"];
  // A connection where somebody listens, a reset where nobody does.
  const answer = `${family} saddr ${target} tcp sport ${port} counter drop`;
  const chain = `chain input { type filter hook input priority 0; ${answer}; }`;
  plant.on(owner, "nft", `table inet ${OBSERVER} { ${chain}; }`);
  plant.on(from, "ip", "address", "add", ...address);
  try {
    greet(plant, from, source, target, port);
    const seen = plant.on(owner, "nft", "list", "table", "inet", OBSERVER);
    return Number(/counter packets (\d+)/.exec(seen)?.[1]) > 0;
  } finally {
    plant.on(from, "ip", "address", "delete", ...address);
    plant.on(owner, "nft", "delete", "table", "inet", OBSERVER);
  }
}

function greet(plant: Plant, from: Host, source: string, target: string, port: number): void {
  const options = JSON.stringify({ host: target, port, localAddress: source });
  const script = `const s=require("net").connect(${options});for(const e of ["connect","error"])s.on(e,()=>process.exit());setTimeout(()=>process.exit(),1500);`;
  plant.on(from, process.execPath, "-e", script);
}

function answersForgedWorker(plant: Plant): boolean {
  const { worker, outsider } = plant.hosts;
  return answersForged(plant, {
    from: outsider,
    owner: worker,
    source: "10.40.0.21",
    target: "10.40.0.11",
    port: 6443,
  });
}

/** Asks from a pod's address, where a network has been told that pods are at a stranger's. */
function asksAsPod(plant: Plant): boolean {
  const { outsider } = plant.hosts;
  const pod = "10.244.0.9";
  plant.on(outsider, "ip", "address", "add", `${pod}/32`, "dev", "lo");
  plant.route("add", `${pod}/32`, "203.0.113.10");
  try {
    return plant.ask({ path: READY, curl: ["--interface", pod, "--max-time", "2"] }, outsider).status !== 0;
  } finally {
    plant.route("delete", `${pod}/32`, "203.0.113.10");
    plant.on(outsider, "ip", "address", "delete", `${pod}/32`, "dev", "lo");
  }
}

/** Whether a TCP port of the control plane takes a connection from a host. */
function connects(plant: Plant, from: "worker" | "outsider", port: number): boolean {
  const script = `const s=require("net").connect(${port},"10.40.0.11");s.setTimeout(1500,()=>process.exit(1));s.on("connect",()=>process.exit(0));s.on("error",()=>process.exit(2));`;
  try {
    plant.on(plant.hosts[from], process.execPath, "-e", script);
    return true;
  } catch {
    return false;
  }
}

export const NETWORK_ATTACKS: readonly Attack[] = [
  {
    name: "whoever is in none of the ranges that the description opens",
    attack: silently(
      "last",
      (plant) => plant.ask({ path: READY, curl: ["--max-time", "2"] }, plant.hosts.outsider).status !== 0,
    ),
    legitimate: allowed((plant) => plant.ask({ path: READY })),
    weakening: OPEN_TO_ALL,
  },
  {
    name: "a stranger who says to be a worker",
    attack: silently("wrong interface", answersForgedWorker),
    legitimate: allowed((plant) => plant.ask({ path: READY }, plant.hosts.worker)),
    weakening: SOURCES_BELIEVED,
  },
  {
    name: "a stranger with a pod's address, to whom the network even sends the answers",
    attack: silently("last", asksAsPod),
    legitimate: allowed((plant) => plant.ask({ path: READY })),
    weakening: PODS_FROM_ANYWHERE,
  },
  {
    name: "a worker that asks etcd",
    attack: silently("last", (plant) => connects(plant, "worker", 2379)),
    legitimate: allowed((plant) => plant.ask({ path: READY }, plant.hosts.worker)),
    weakening: ETCD_FOR_NODES,
  },
];
