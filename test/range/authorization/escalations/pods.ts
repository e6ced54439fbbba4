import { TENANT } from "../places";
import { arrived, type Escalation, objectName, patch, post } from "../escalation";
import { podSecurity, policy, right, rights } from "../layers";
import {
  ACCOUNT,
  APPS,
  DEBUG_CONTAINER,
  made,
  NAMESPACE,
  NODE,
  OTHER_TOOLS,
  pod,
  podSpec,
  ROOT_OF_THE_MACHINE,
  SECRET,
  SYSTEM,
  SYSTEM_ACCOUNT,
  VICTIM,
} from "./objects";

const PODS = `${NAMESPACE}/pods`;
const CREATE_PODS = right("create", "pods");

const newPod = (name: string, of: string, spec: object): Pick<Escalation, "name" | "act" | "undo"> => ({
  name,
  act: (who) => post(of, pod(who, spec)),
  undo: (who) => made(of, who),
});

/** A kind of workload, made with a pod template that every policy lets pass. */
function workload(
  kind: string,
  resource: string,
  spec: (template: object) => object,
  apiVersion = "apps/v1",
): Escalation {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const path = `${group === "" ? "/api" : "/apis"}/${apiVersion}/namespaces/${TENANT}/${resource}`;
  const template = { metadata: { labels: { app: "laboratory" } }, spec: podSpec() };
  return {
    name: `a ${kind} with another's service account`,
    act: (who) => post(path, { apiVersion, kind, metadata: { name: objectName(who) }, spec: spec(template) }),
    undo: (who) => made(path, who),
    layers: [right("create", resource, group)],
  };
}

const selector = { matchLabels: { app: "laboratory" } };
const once = { restartPolicy: "Never" };

export const POD_ESCALATIONS: readonly Escalation[] = [
  { ...newPod("a pod that runs as another's service account", PODS, podSpec()), layers: [CREATE_PODS] },
  {
    ...newPod(
      "a pod that mounts somebody's secret",
      PODS,
      podSpec({ volumes: [{ name: "s", secret: { secretName: SECRET } }] }),
    ),
    layers: [CREATE_PODS],
  },
  {
    ...newPod("a pod that runs as the account of every pod", PODS, podSpec({ serviceAccountName: "default" })),
    legitimate: () => post(PODS, pod("administrator", podSpec())),
    layers: [CREATE_PODS, policy("own-service-account")],
  },
  {
    ...newPod("a privileged pod with the root of its machine", PODS, ROOT_OF_THE_MACHINE),
    legitimate: () => post(PODS, pod("administrator", podSpec())),
    layers: [CREATE_PODS, podSecurity(TENANT)],
  },
  {
    ...newPod("a pod in kube-system, as a controller and with the root of its machine", `${SYSTEM}/pods`, {
      ...ROOT_OF_THE_MACHINE,
      serviceAccountName: SYSTEM_ACCOUNT,
    }),
    layers: [CREATE_PODS],
  },
  workload("Deployment", "deployments", (template) => ({ selector, template })),
  workload("StatefulSet", "statefulsets", (template) => ({ selector, template, serviceName: "x" })),
  workload("DaemonSet", "daemonsets", (template) => ({ selector, template })),
  workload("ReplicaSet", "replicasets", (template) => ({ selector, template })),
  workload("ReplicationController", "replicationcontrollers", (template) => ({ template }), "v1"),
  workload("Job", "jobs", () => ({ template: { spec: { ...podSpec(), ...once } } }), "batch/v1"),
  workload(
    "CronJob",
    "cronjobs",
    () => ({ schedule: "0 0 1 1 *", jobTemplate: { spec: { template: { spec: { ...podSpec(), ...once } } } } }),
    "batch/v1",
  ),
  {
    name: "another image in somebody's Deployment",
    prepare: (who) => [
      post(`${APPS}/deployments`, {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: objectName(who) },
        spec: { selector, template: { metadata: { labels: { app: "laboratory" } }, spec: podSpec() } },
      }),
    ],
    act: (who) =>
      patch(`${APPS}/deployments/${objectName(who)}`, { spec: { template: { spec: { containers: [OTHER_TOOLS] } } } }),
    undo: (who) => made(`${APPS}/deployments`, who),
    layers: [right("patch", "deployments", "apps")],
  },
  ...["exec", "attach", "portforward"].map(
    (part): Escalation => ({
      name: `${part} in somebody's pod`,
      act: () => ({ path: `${PODS}/${VICTIM}/${part}?command=id&stdout=true&ports=80`, method: "POST" }),
      worked: arrived,
      layers: [right("create", `pods/${part}`), policy("no-entering-pods")],
      // Who administers a cluster holds every verb, and so the one that the policy asks for.
    }),
  ),
  {
    name: "a way to somebody's pod by the API server's proxy",
    act: () => ({ path: `${PODS}/${VICTIM}/proxy/` }),
    worked: arrived,
    layers: [right("get", "pods/proxy"), policy("no-entering-pods")],
  },
  {
    name: "a debug container in somebody's pod",
    prepare: (who) => [post(PODS, pod(who, podSpec()))],
    act: (who) => ({
      ...patch(`${PODS}/${objectName(who)}/ephemeralcontainers`, { spec: { ephemeralContainers: [DEBUG_CONTAINER] } }),
      contentType: "application/strategic-merge-patch+json",
    }),
    undo: (who) => made(PODS, who),
    layers: [right("patch", "pods/ephemeralcontainers"), policy("no-entering-pods")],
  },
  {
    name: "somebody's pod moved to a machine of one's choice",
    prepare: (who) => [post(PODS, pod(who, podSpec()))],
    act: (who) =>
      post(`${PODS}/${objectName(who)}/binding`, {
        apiVersion: "v1",
        kind: "Binding",
        metadata: { name: objectName(who) },
        target: { apiVersion: "v1", kind: "Node", name: NODE },
      }),
    undo: (who) => made(PODS, who),
    layers: [right("create", "pods/binding")],
  },
  {
    name: "what somebody's pod says of itself",
    act: () => patch(`${PODS}/${VICTIM}/status`, { status: { message: "all is well" } }),
    layers: [right("patch", "pods/status")],
  },
  {
    name: "eviction of somebody's pod",
    prepare: (who) => [post(PODS, pod(who, podSpec()))],
    act: (who) =>
      post(`${PODS}/${objectName(who)}/eviction`, {
        apiVersion: "policy/v1",
        kind: "Eviction",
        metadata: { name: objectName(who) },
      }),
    layers: [right("create", "pods/eviction")],
    mayByRole: ["operator"],
  },
  {
    name: "a token of another's service account",
    act: () =>
      post(`${NAMESPACE}/serviceaccounts/${ACCOUNT}/token`, {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: {},
      }),
    layers: [right("create", "serviceaccounts/token")],
  },
  {
    name: "somebody else's groups, by impersonation",
    act: () => ({
      path: `${SYSTEM}/secrets`,
      headers: { "Impersonate-User": "somebody", "Impersonate-Group": "kubeadm:cluster-admins" },
    }),
    layers: [
      rights([{ apiGroups: [""], resources: ["users", "groups"], verbs: ["impersonate"] }], "cannot impersonate"),
    ],
  },
  {
    name: "a controller's rights, by impersonation of its service account",
    act: () => ({
      path: "/api/v1/namespaces",
      headers: { "Impersonate-User": "system:serviceaccount:kube-system:clusterrole-aggregation-controller" },
    }),
    legitimate: () => ({ path: "/api/v1/namespaces" }),
    worked: ({ status, message }) => status === 200 || message.includes('User "system:serviceaccount:kube-system:'),
    layers: [right("impersonate", "serviceaccounts")],
  },
];
