import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Attack, Seen, Weakening } from "../attacks/attack";
import { FIREWALL, KUBELET_CONFIGURATION } from "../attacks/files";
import { byCounter } from "../attacks/firewall-counters";
import { LaboratoryAuthority } from "../laboratory/certificates";
import type { Host } from "../laboratory/network";
import { signedBy } from "../laboratory/signed-by";
import { askKubelet, KUBELET_PORT, NOT_REFUSED, ofApiServer, seenOfKubelet } from "./ask-kubelet";
import { ANYBODY } from "./kubelet-attacks";
import { WORKER } from "./machines";
import type { WorkerOfPlant } from "./worker-of-plant";

const READ_ONLY_PORT = 10_255;
const AUTHORITIES = "/etc/kubernetes/pki/authorities.crt";
/** What the API server says to be, when it asks kubelets. */
const API_SERVER = { name: "kube-apiserver-kubelet-client", group: "portcullis:kubelet-client" };

const OTHER_AUTHORITIES: Weakening = {
  name: "the kubelet believes other authorities' certificates than the cluster's",
  edits: [
    {
      file: KUBELET_CONFIGURATION,
      from: "clientCAFile: /etc/kubernetes/pki/ca.crt",
      to: `clientCAFile: ${AUTHORITIES}`,
    },
  ],
};

const READ_ONLY: Weakening = {
  name: "the kubelet's read-only port is open",
  edits: [
    { file: KUBELET_CONFIGURATION, from: "tlsMinVersion:", to: `readOnlyPort: ${READ_ONLY_PORT}\ntlsMinVersion:` },
  ],
};

const OPEN_KUBELET: Weakening = {
  name: "the worker's firewall takes the kubelet's port from everybody",
  edits: [
    {
      file: FIREWALL,
      from: "\t\tlimit rate 5/second burst 20 packets log",
      to: `\t\ttcp dport ${KUBELET_PORT} accept\n\t\tlimit rate 5/second burst 20 packets log`,
    },
  ],
};

const at = ({ endpoint }: WorkerOfPlant) => ({ ...endpoint, ...WORKER });

/** From the control plane, whom the firewall lets reach it. */
const fromControlPlane = (cluster: WorkerOfPlant, asks: Parameters<typeof askKubelet>[2]) =>
  askKubelet(cluster.plant.hosts["control-plane"], at(cluster), asks);

const legitimate = (cluster: WorkerOfPlant) =>
  seenOfKubelet(fromControlPlane(cluster, { certificate: ofApiServer(cluster.plant) }), NOT_REFUSED);

const others = new WeakMap<WorkerOfPlant, LaboratoryAuthority>();

/** The authority of another cluster, which signs for its own API server under the same name. */
function otherCluster(cluster: WorkerOfPlant): LaboratoryAuthority {
  const known = others.get(cluster) ?? new LaboratoryAuthority(join(cluster.plant.folder, "other-cluster"));
  others.set(cluster, known);
  return known;
}

/** Somebody with a certificate in the API server's name that the cluster's own authority has not signed. */
const byCertificate =
  (of: (cluster: WorkerOfPlant) => { readonly certificate: string; readonly key: string }) =>
  (cluster: WorkerOfPlant): Seen => {
    const { plant } = cluster;
    const pki = (path: string) => plant.machine.read(`/etc/kubernetes/pki/${path}`);
    const content = [pki("ca.crt"), pki("etcd/ca.crt"), readFileSync(otherCluster(cluster).certificate, "utf8")];
    cluster.machine.write({ path: AUTHORITIES, content: content.join("") });
    return seenOfKubelet(fromControlPlane(cluster, { certificate: of(cluster) }), {
      status: 401,
      words: /Unauthorized/,
    });
  };

/** Whoever has read the API server's certificate and key, and asks from elsewhere: the firewall's counter tells. */
const stolen = (from: (cluster: WorkerOfPlant) => readonly string[], curl: readonly string[] = []) => {
  return (cluster: WorkerOfPlant): Seen =>
    byCounter(cluster, "any", () => {
      const { certificate, key } = ofApiServer(cluster.plant);
      const { name, address, authority } = at(cluster);
      const url = `https://${name}:${KUBELET_PORT}/pods`;
      const words = ["curl", "--silent", "--max-time", "3", "--cacert", authority, "--cert", certificate, "--key", key];
      const to = ["--resolve", `${name}:${KUBELET_PORT}:${address}`, "--output", "/dev/null", "--write-out"];
      const all = [...from(cluster), ...words, ...to, "%{http_code}", ...curl, url];
      const { stdout } = spawnSync("nsenter", all, { encoding: "utf8" });
      return { saw: stdout === "000" ? "no answer" : stdout, got: stdout === "200" };
    });
};

const inNetworkOf = ({ namespace }: Host) => [`--net=/var/run/netns/${namespace}`];

/** A pod of the worker, in the pod's own network. */
function inPod({ plant }: WorkerOfPlant): readonly string[] {
  const pid = plant.worker.processOf("laboratory-pod");
  if (pid === undefined) throw new Error("no pod runs on the worker");
  return ["--target", String(pid), "--net"];
}

/** A machine of the segment that is no control plane: the control plane's, by another address. */
const ANOTHER_MACHINE = "10.40.0.22";

function fromAnotherMachine(cluster: WorkerOfPlant): Seen {
  const { plant } = cluster;
  const machine = plant.hosts["control-plane"];
  plant.on(machine, "ip", "address", "add", `${ANOTHER_MACHINE}/32`, "dev", "eth0");
  try {
    return stolen(() => inNetworkOf(machine), ["--interface", ANOTHER_MACHINE])(cluster);
  } finally {
    plant.on(machine, "ip", "address", "delete", `${ANOTHER_MACHINE}/32`, "dev", "eth0");
  }
}

/** Somebody on the machine itself, where no firewall is between, who speaks no TLS. */
function inClear(cluster: WorkerOfPlant): Seen {
  const [tls, readOnly] = [KUBELET_PORT, READ_ONLY_PORT].map(
    (port) => cluster.machine.run("curl", "-sS", "--max-time", "5", `http://127.0.0.1:${port}/pods`).output,
  ) as [string, string];
  const got = [tls, readOnly].some((answer) => answer.includes('"PodList"'));
  const words = /Client sent an HTTP request to an HTTPS server/.exec(tls)?.[0];
  const refused = words !== undefined && /Connection refused|Couldn't connect/.test(readOnly);
  return {
    saw: got ? "the machine's pods" : `${tls.trim()}; ${readOnly.trim()}`,
    got,
    ...(refused ? { refusedBy: `the kubelet: ${words}; its read-only port is closed` } : {}),
  };
}

/** What is asked of the worker's own kubelet. */
export const WORKER_KUBELET_ATTACKS: readonly Attack<WorkerOfPlant>[] = [
  {
    name: "whoever asks the worker's kubelet without saying who they are",
    attack: (cluster) => seenOfKubelet(fromControlPlane(cluster, {}), { status: 401, words: /Unauthorized/ }),
    legitimate,
    weakening: ANYBODY,
  },
  {
    name: "another cluster's API server that asks the worker's kubelet",
    attack: byCertificate((cluster) => otherCluster(cluster).client(API_SERVER.name, API_SERVER.group)),
    legitimate,
    weakening: OTHER_AUTHORITIES,
  },
  {
    name: "a certificate in the API server's name, signed by etcd's authority, that asks the worker's kubelet",
    attack: byCertificate(({ plant }) => signedBy(plant, "etcd/ca", `/O=${API_SERVER.group}/CN=${API_SERVER.name}`)),
    legitimate,
    weakening: OTHER_AUTHORITIES,
  },
  {
    name: "an operator who asks the worker's kubelet by the API server's own certificate",
    attack: stolen(({ hosts }) => inNetworkOf(hosts.operator)),
    legitimate,
    weakening: OPEN_KUBELET,
  },
  {
    name: "a pod that asks its machine's kubelet by the API server's own certificate",
    attack: stolen(inPod),
    legitimate,
    weakening: OPEN_KUBELET,
  },
  {
    name: "another machine of the cluster that asks the worker's kubelet by the API server's own certificate",
    attack: fromAnotherMachine,
    legitimate,
    weakening: OPEN_KUBELET,
  },
  {
    name: "whoever asks the worker's kubelet in clear text, at its port and at the one for reading",
    attack: inClear,
    legitimate,
    weakening: READ_ONLY,
  },
];
