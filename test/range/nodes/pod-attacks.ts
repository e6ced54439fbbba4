import { type Attack, request, type Seen, type Weakening } from "../attacks/attack";
import { FIREWALL } from "../attacks/files";
import { byCounter } from "../attacks/firewall-counters";
import { makePod, TenantPod } from "./tenant-pod";
import type { WholePlant } from "./whole-plant";
import type { WorkerOfPlant } from "./worker-of-plant";

const ADMISSION = "/etc/kubernetes/portcullis/api-server/admission.yaml";

const EXEMPT: Weakening = {
  name: "Pod Security looks away from the tenant's namespace",
  edits: [
    {
      file: ADMISSION,
      from: "        namespaces:\n          - kube-system\n",
      to: "        namespaces:\n          - kube-system\n          - telemetry\n",
    },
  ],
};

const ON_THE_HOST = { hostNetwork: true };

/** A pod in the machine's own network, where it would be behind the firewall. */
function podOnTheHost(plant: WholePlant): Seen {
  const seen = request<WholePlant>(() => makePod(plant, "on-the-host", ON_THE_HOST), {
    status: 403,
    message: 'violates PodSecurity "restricted',
  })(plant);
  if (seen.got)
    plant.asAdministrator({
      path: `/api/v1/namespaces/${plant.tenant}/pods/on-the-host?gracePeriodSeconds=0`,
      method: "DELETE",
    });
  return seen;
}

/** A good pod runs on the worker and has an address of its own. */
async function goodPod(plant: WholePlant): Promise<Seen> {
  const pod = await TenantPod.run(plant, "good");
  const answer = plant.on(
    plant.hosts["control-plane"],
    "curl",
    "--silent",
    "--max-time",
    "5",
    `http://${pod.address}:8080`,
  );
  await pod.remove();
  return {
    saw: `${pod.phase} at ${pod.address}, which answered ${answer.trim()}`,
    got: pod.phase === "Running" && pod.address.startsWith("10.244.1.") && answer.startsWith("10.40.0.11:"),
  };
}

const FORWARDS_ALL: Weakening = {
  name: "the worker's firewall believes every source of what goes to pods",
  edits: [
    {
      file: FIREWALL,
      from: "\t\tfib saddr . iif oif missing counter drop\n\t\tip saddr 10.244.0.0/16 accept",
      to: "\t\tip saddr 10.244.0.0/16 accept",
    },
  ],
};

const OBSERVER = "observer";

/** Whether a pod answers a greeting that says it comes from a pod of the other machine: the worker's own counter sees the answer. */
async function answersForgedPod(cluster: WorkerOfPlant): Promise<Seen> {
  const { plant } = cluster;
  const { worker, outsider } = plant.hosts;
  const pod = await TenantPod.run(plant, "answering");
  const answer = `ip saddr ${pod.address} ip daddr 10.244.0.9 tcp sport 8080 tcp flags & (syn|ack) == syn|ack counter`;
  const chain = "type filter hook forward priority 10;";
  plant.on(worker, "nft", `table inet ${OBSERVER} { chain forward { ${chain} ${answer}; }; }`);
  plant.on(outsider, "ip", "address", "add", "10.244.0.9/32", "dev", "lo");
  plant.route("add", `${pod.address}/32`, WORKER_UPLINK);
  try {
    return byCounter(cluster, "any", () => {
      const curl = ["--silent", "--interface", "10.244.0.9", "--max-time", "2", `http://${pod.address}:8080`];
      try {
        plant.on(outsider, "curl", ...curl);
      } catch {
        // No answer comes back to whoever forges: the observer tells.
      }
      const seen = plant.on(worker, "nft", "list", "table", "inet", OBSERVER);
      const got = Number(/counter packets (\d+)/.exec(seen)?.[1]) > 0;
      return { saw: got ? "the pod answered" : "no answer", got };
    });
  } finally {
    plant.route("delete", `${pod.address}/32`, WORKER_UPLINK);
    plant.on(outsider, "ip", "address", "delete", "10.244.0.9/32", "dev", "lo");
    plant.on(worker, "nft", "delete", "table", "inet", OBSERVER);
    await pod.remove();
  }
}

const WORKER_UPLINK = "10.40.2.2";

export const POD_ATTACKS: readonly Attack<WholePlant>[] = [
  { name: "a tenant's pod in the machine's own network", attack: podOnTheHost, legitimate: goodPod, weakening: EXEMPT },
];

/** On the worker: what is weakened is its firewall. */
export const FORGED_POD_ATTACKS: readonly Attack<WorkerOfPlant>[] = [
  {
    name: "a stranger who says to be a pod of the other machine, on the way to a pod",
    attack: answersForgedPod,
    legitimate: ({ plant }) => goodPod(plant),
    weakening: FORWARDS_ALL,
  },
];
