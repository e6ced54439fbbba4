import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Attack, allowed, request, type Seen, type Weakening } from "../attacks/attack";
import { API_SERVER_POD } from "../attacks/files";
import type { ApiRequest } from "../laboratory/api-client";
import { TenantPod } from "./tenant-pod";
import type { WholePlant } from "./whole-plant";

const MAY_ALL: Weakening = {
  name: "the API server asks nobody what they may do",
  edits: [{ file: API_SERVER_POD, from: "--authorization-mode=Node,RBAC", to: "--authorization-mode=AlwaysAllow" }],
};

const UNRESTRICTED: Weakening = {
  name: "NodeRestriction is off",
  edits: [
    { file: API_SERVER_POD, from: "--enable-admission-plugins=NodeRestriction,", to: "--enable-admission-plugins=" },
  ],
};

/** Asks with the credential of the worker's kubelet, from the worker. */
function asWorker(plant: WholePlant, asked: ApiRequest) {
  const own = join(plant.folder, "worker-kubelet.pem");
  const credential = plant.worker.machine.read("/var/lib/kubelet/pki/kubelet-client-current.pem");
  writeFileSync(own, credential, { mode: 0o600 });
  return plant.ask({ ...asked, certificate: { certificate: own, key: own } }, plant.hosts.worker);
}

const secret = (plant: WholePlant, name: string) => `/api/v1/namespaces/${plant.tenant}/secrets/${name}`;

function makeSecret(plant: WholePlant, name: string): void {
  const body = { apiVersion: "v1", kind: "Secret", metadata: { name }, stringData: { text: "text" } };
  plant.asAdministrator({ path: `/api/v1/namespaces/${plant.tenant}/secrets`, method: "POST", body });
}

/** No pod of this machine mounts it. */
function readsForeignSecret(plant: WholePlant): Seen {
  makeSecret(plant, "foreign");
  return request<WholePlant>(() => asWorker(plant, { path: secret(plant, "foreign") }), {
    status: 403,
    message: "no relationship found between node 'worker-1' and this object",
  })(plant);
}

/** A pod of this machine mounts it. */
async function readsMountedSecret(plant: WholePlant): Promise<Seen> {
  makeSecret(plant, "mounted");
  const pod = await TenantPod.run(plant, "mounting", {
    volumes: [{ name: "mounted", secret: { secretName: "mounted" } }],
  });
  try {
    return allowed<WholePlant>(() => asWorker(plant, { path: secret(plant, "mounted") }))(plant);
  } finally {
    await pod.remove();
  }
}

const labels = (plant: WholePlant, node: string, values: Readonly<Record<string, string>>) =>
  asWorker(plant, {
    path: `/api/v1/nodes/${node}`,
    method: "PATCH",
    contentType: "application/merge-patch+json",
    body: { metadata: { labels: values } },
  });

const labelsItself = allowed<WholePlant>((plant) => labels(plant, "worker-1", { laboratory: "seen" }));

export const NODE_IDENTITY_ATTACKS: readonly Attack<WholePlant>[] = [
  {
    name: "a worker's kubelet that reads a secret of no pod of its own",
    attack: readsForeignSecret,
    legitimate: readsMountedSecret,
    weakening: MAY_ALL,
  },
  {
    name: "a worker's kubelet that labels another machine",
    attack: request<WholePlant>((plant) => labels(plant, "cp-1", { laboratory: "seen" }), {
      status: 403,
      message: "is not allowed to modify node",
    }),
    legitimate: labelsItself,
    weakening: UNRESTRICTED,
  },
  {
    name: "a worker's kubelet that gives itself a label of trust",
    attack: request<WholePlant>(
      (plant) => labels(plant, "worker-1", { "node-restriction.kubernetes.io/trusted": "yes" }),
      { status: 403, message: "is not allowed to modify labels" },
    ),
    legitimate: labelsItself,
    weakening: UNRESTRICTED,
  },
];
