import { eventually } from "../../laboratory/eventually";
import type { Plant } from "../../laboratory/plant";
import type { Act } from "../escalation";
import { objectName, post, remove } from "../escalation";
import { TENANT } from "../places";

export const NAMESPACE = `/api/v1/namespaces/${TENANT}`;
export const APPS = `/apis/apps/v1/namespaces/${TENANT}`;
export const SYSTEM = "/api/v1/namespaces/kube-system";
export const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** An account of the tenant's that somebody else's program runs as, and a secret of it. */
export const ACCOUNT = "laboratory-account";
export const SECRET = "laboratory-secret";
/** A machine of the cluster; nothing listens on it. */
export const NODE = "laboratory-node";
/** A pod of the tenant's. */
export const VICTIM = "laboratory-victim";
/** An account of Kubernetes' own namespace. */
export const SYSTEM_ACCOUNT = "laboratory-controller";

const IMAGE = `registry.plant-berlin.example.com/tools@sha256:${"3f".repeat(32)}`;

const CONTAINER = {
  name: "tools",
  image: IMAGE,
  resources: { requests: { cpu: "1m", memory: "1Mi" }, limits: { cpu: "1m", memory: "1Mi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: "RuntimeDefault" },
  },
};

/** The same container with another image. */
export const OTHER_TOOLS = { ...CONTAINER, image: IMAGE.replace("3f3f", "4a4a") };

/** A debug container that is allowed to be one. */
export const DEBUG_CONTAINER = { name: "debug", image: IMAGE, securityContext: CONTAINER.securityContext };

/** A pod that every policy lets pass, but for what is changed in it. */
export function podSpec(change: object = {}): object {
  return { serviceAccountName: ACCOUNT, containers: [CONTAINER], ...change };
}

/** The root of the machine, mounted by a privileged container. */
export const ROOT_OF_THE_MACHINE = podSpec({
  containers: [
    {
      ...CONTAINER,
      securityContext: { privileged: true, readOnlyRootFilesystem: true },
      volumeMounts: [{ name: "root", mountPath: "/root-of-the-machine" }],
    },
  ],
  volumes: [{ name: "root", hostPath: { path: "/" } }],
});

export function pod(name: string, spec: object): object {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: objectName(name) }, spec };
}

/** What every attempt finds there: made by the administrator before the first. */
const SCENE: readonly Act[] = [
  post(`${NAMESPACE}/serviceaccounts`, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: ACCOUNT } }),
  post(`${SYSTEM}/serviceaccounts`, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: SYSTEM_ACCOUNT } }),
  post(`${NAMESPACE}/secrets`, {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: SECRET },
    stringData: { a: "b" },
  }),
  post(`${NAMESPACE}/pods`, { apiVersion: "v1", kind: "Pod", metadata: { name: VICTIM }, spec: podSpec() }),
  post("/api/v1/nodes", { apiVersion: "v1", kind: "Node", metadata: { name: NODE } }),
  {
    path: `/api/v1/nodes/${NODE}/status`,
    method: "PATCH",
    contentType: "application/merge-patch+json",
    body: {
      status: {
        addresses: [{ type: "InternalIP", address: "10.40.0.21" }],
        daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      },
    },
  },
  post(`${SYSTEM}/configmaps`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "laboratory-settings" } }),
  post("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases", {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: "laboratory-leader" },
    spec: { holderIdentity: "controller" },
  }),
];

/** Makes it, each as soon as it is taken: no pod is, before a controller has counted the quota. */
export async function setScene(plant: Plant): Promise<void> {
  for (const act of SCENE) {
    const { status, message } = await eventually(
      () => plant.asAdministrator(act),
      ({ status: so }) => so === 200 || so === 201 || so === 409,
    );
    if (status >= 300 && status !== 409) throw new Error(`the scene is not set: ${act.path}: ${status} ${message}`);
  }
}

/** The same object, made and removed again. */
export function made(collection: string, name: string): readonly Act[] {
  return [remove(`${collection}/${objectName(name)}`)];
}
