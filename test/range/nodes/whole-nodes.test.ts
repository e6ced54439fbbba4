import { join } from "node:path";
import { plant as description } from "../../../apps/fleet/clusters";
import { type DataCenterClusterInput, defineCluster } from "../../../lib";
import { isShown, writeEvidence } from "../attacks/evidence";
import { type Shown, tryAll } from "../attacks/run";
import { IDLE_MINUTES, type Idle, idle } from "../audit/idle";
import { eventsIn, recordOf } from "../audit/recorded-event";
import { eventually } from "../laboratory/eventually";
import { controlPlanePrograms, nodePrograms } from "../laboratory/programs";
import { stateOfRealMachine } from "../laboratory/real-machine";
import { controlPlaneComesBack, kubeletRenews, type Renewed, workerComesBack } from "./kubelet-certificates";
import { KUBELET_ATTACKS } from "./kubelet-attacks";
import { NODES_DIFFERENCES } from "./laboratory-patches";
import { NODE_IDENTITY_ATTACKS } from "./node-identity-attacks";
import { FORGED_POD_ATTACKS, POD_ATTACKS } from "./pod-attacks";
import { CONTROL_PLANE_PORTS, nodePortService, WORKER_PORTS } from "./port-attacks";
import { NEIGHBOUR, PRIVATE_IMAGE_ATTACKS } from "./private-image-attacks";
import { WholePlant } from "./whole-plant";
import { WORKER_KUBELET_ATTACKS } from "./worker-kubelet-attacks";
import { WorkerOfPlant } from "./worker-of-plant";

const PROOF = join(__dirname, "..", "..", "..", "proof");
/** Later versions want a containerd that Debian does not have. */
const VERSION = "1.35";

const ON_CONTROL_PLANE = [...CONTROL_PLANE_PORTS, ...KUBELET_ATTACKS, ...NODE_IDENTITY_ATTACKS, ...POD_ATTACKS];
const ON_WORKER = [...WORKER_PORTS, ...WORKER_KUBELET_ATTACKS, ...FORGED_POD_ATTACKS, ...PRIVATE_IMAGE_ATTACKS];
const NAMES = [...ON_CONTROL_PLANE, ...ON_WORKER].map(({ name }) => name);

let shown: readonly Shown[];
let rules: string;
let quiet: Idle;
let kubelets: readonly string[];
let renewed: Renewed;
let back: Renewed & { readonly heartbeat: boolean };
let worker: Awaited<ReturnType<typeof workerComesBack>>;
let before: ReturnType<typeof stateOfRealMachine>;

beforeAll(
  async () => {
    before = stateOfRealMachine();
    const workers = [{ name: "worker-1", address: "10.40.0.21" }];
    const neighbour = { name: NEIGHBOUR, quota: { cpu: "2", memory: "4Gi", pods: 10 } };
    const tenants = [...(description.tenants ?? []), neighbour];
    const input = { ...description, tenants, profile: { ...description.profile, workers } } as DataCenterClusterInput;
    const programs = { ...controlPlanePrograms(VERSION), ...nodePrograms(VERSION) };
    const plant = await WholePlant.start(programs, defineCluster(input));
    try {
      await nodePortService(plant);
      rules = await eventually(
        () => plant.worker.machine.run("nft", "list", "table", "ip", "kube-proxy").output,
        (listed) => listed.includes("30080"),
      );
      quiet = await idle(plant, IDLE_MINUTES);
      const names = eventsIn(recordOf(plant)).map(({ user }) => user.username ?? "");
      kubelets = [...new Set(names.filter((name) => name.startsWith("system:node:")))].sort();
      shown = [...(await tryAll(plant, ON_CONTROL_PLANE)), ...(await tryAll(new WorkerOfPlant(plant), ON_WORKER))];
      renewed = await kubeletRenews(plant);
      back = await controlPlaneComesBack(plant);
      worker = await workerComesBack(plant);
      const cluster = `plant-berlin-nodes-${VERSION}`;
      writeEvidence(PROOF, { cluster, versions: plant.versions(), differences: NODES_DIFFERENCES, shown });
    } finally {
      await plant.remove();
    }
  },
  1_200_000 + IDLE_MINUTES * 60_000,
);

test("the real machine is left as it was found", () => {
  expect(stateOfRealMachine()).toEqual(before);
  expect(before).toMatchObject({ namespaces: [], controlGroups: [] });
});

test("kube-proxy's rules are there, with the node port of a service", () => {
  expect(rules).toContain("30080");
});

test("while nobody does anything, each machine is on record at most 30 times a minute, and the control plane 120 times", () => {
  // Both kubelets are on record with what they did when they joined; a quiet minute may hold nothing of either.
  expect(kubelets).toEqual(["system:node:cp-1", "system:node:worker-1"]);
  for (const [machine, perMinute] of Object.entries(quiet.byMachine))
    expect([machine, perMinute <= 30]).toEqual([machine, true]);
  const ofMachines = Object.values(quiet.byMachine).reduce((all, each) => all + each, 0);
  expect(quiet.perMinute - ofMachines).toBeLessThanOrEqual(120);
});

const days = ({ now }: Renewed) => (Date.parse(now.validTo) - Date.parse(now.validFrom)) / 86_400_000;

test("a kubelet renews its certificate by itself, for thirty days at most", () => {
  expect(renewed.now.serialNumber).not.toBe(renewed.given.serialNumber);
  expect(renewed.now.subject).toBe("O=system:nodes\nCN=system:node:worker-1");
  expect(days(renewed)).toBeGreaterThan(1);
  expect(days(renewed)).toBeLessThanOrEqual(30.1);
});

test("the kubelet of a control plane that was off until its certificate had ended is back by what runs before it", () => {
  expect(Date.parse(back.given.validTo)).toBeLessThan(Date.parse(back.now.validTo));
  expect(back.now.subject).toBe("O=system:nodes\nCN=system:node:cp-1");
  expect(back.heartbeat).toBe(true);
});

test("a worker that was off until its certificate had ended is refused as it is, and let in again by its name", () => {
  expect(worker.before).toBe(false);
  expect(worker.after).toBe(true);
  expect(worker.now.subject).toBe("O=system:nodes\nCN=system:node:worker-1");
  expect(Date.parse(worker.now.validTo) - Date.now()).toBeLessThan(15 * 60_000);
});

test.each([
  ["another name", "that is not the request of worker-2"],
  ["a control plane", "a control plane makes its own certificate anew"],
  ["signed twice", "this request was granted before"],
  ["another's certificate", "that is no certificate for what this machine asked"],
  ["taken twice", "this machine has not asked, or has taken what it asked for"],
] as const)("a worker that comes back by one request for its own name is refused it by %s", (which, words) => {
  expect(worker.refused[which]).toContain(words);
});

describe("the data-center cluster, as whole nodes, refuses", () => {
  test.each(NAMES.map((name, index) => [name, index] as const))("%s", (_, index) => {
    const each = shown[index] as Shown;
    if (!isShown(each)) expect(each).toEqual("refused in words, on record, with both twins");
  });
});
