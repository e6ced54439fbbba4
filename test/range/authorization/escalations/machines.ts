import { arrived, type Escalation, objectName, patch, post } from "../escalation";
import { right } from "../layers";
import { nextAttempt } from "./attempts";
import { made, NODE } from "./objects";

export const MACHINE_ESCALATIONS: readonly Escalation[] = [
  {
    name: "the root of a machine as a persistent volume",
    act: (who) =>
      post("/api/v1/persistentvolumes", {
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: { name: objectName(who) },
        spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/" } },
      }),
    undo: (who) => made("/api/v1/persistentvolumes", who),
    layers: [right("create", "persistentvolumes")],
  },
  {
    name: "the kubelet's API by way of the API server",
    act: () => ({ path: `/api/v1/nodes/${NODE}/proxy/pods` }),
    worked: arrived,
    layers: [right("get", "nodes/proxy")],
  },
  {
    name: "a machine's labels, by which pods find it",
    act: () => patch(`/api/v1/nodes/${NODE}`, { metadata: { labels: { attempt: `a${nextAttempt()}` } } }),
    layers: [right("patch", "nodes")],
  },
  {
    name: "what a machine says of itself",
    act: () => patch(`/api/v1/nodes/${NODE}/status`, { status: { capacity: { pods: `${nextAttempt()}` } } }),
    layers: [right("patch", "nodes/status")],
  },
  {
    name: "storage drivers that a machine says to have",
    act: (who) =>
      post("/apis/storage.k8s.io/v1/csinodes", {
        apiVersion: "storage.k8s.io/v1",
        kind: "CSINode",
        metadata: { name: objectName(who) },
        spec: { drivers: [] },
      }),
    undo: (who) => made("/apis/storage.k8s.io/v1/csinodes", who),
    layers: [right("create", "csinodes", "storage.k8s.io")],
  },
];
