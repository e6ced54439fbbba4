import { APPS, BATCH, binding, CORE, job, mend, NAMESPACE, patch, pod, post, remove, workload } from "../scene-objects";
import type { SensitiveRequest } from "../sensitive-request";

const about = (verb: string, resource: string, group = "") => ({ verb, group, resource });
const entered = { namespace: NAMESPACE, object: ({ run }: { readonly run: string }) => `entered-${run}` };
const at = (run: string) => `${CORE}/pods/entered-${run}`;

/** Ways into what runs. No kubelet answers here; the API server has recorded before it asks one. */
const SESSIONS: readonly SensitiveRequest[] = [
  {
    name: "a command is run in a pod",
    target: about("create", "pods/exec"),
    ask: ({ run }) => post(`${at(run)}/exec?command=id&stdout=true`),
    ...entered,
    level: "Request",
    status: 500,
  },
  {
    name: "a command is run in a pod over a websocket",
    target: about("get", "pods/exec"),
    ask: ({ run }) => ({ path: `${at(run)}/exec?command=id&stdout=true` }),
    ...entered,
    level: "Request",
    status: 500,
  },
  {
    name: "somebody attaches to a pod",
    target: about("create", "pods/attach"),
    ask: ({ run }) => post(`${at(run)}/attach?stdout=true`),
    ...entered,
    level: "Request",
    status: 500,
  },
  {
    name: "a port of a pod is forwarded",
    target: about("create", "pods/portforward"),
    ask: ({ run }) => post(`${at(run)}/portforward?ports=80`),
    ...entered,
    level: "Request",
    status: 500,
  },
  {
    name: "a pod is asked by way of the API server",
    target: about("get", "pods/proxy"),
    ask: ({ run }) => ({ path: `${at(run)}/proxy/` }),
    ...entered,
    level: "Request",
    status: 400,
  },
  {
    name: "a service is asked by way of the API server",
    target: about("get", "services/proxy"),
    ask: () => ({ path: "/api/v1/namespaces/default/services/https:kubernetes:https/proxy/version" }),
    namespace: "default",
    level: "Request",
    status: 503,
  },
  {
    name: "a kubelet is asked by way of the API server",
    target: about("get", "nodes/proxy"),
    ask: ({ run }) => ({ path: `/api/v1/nodes/node-${run}/proxy/pods` }),
    object: ({ run }) => `node-${run}`,
    level: "Request",
    status: 500,
  },
  {
    name: "a kubelet is told something by way of the API server",
    target: about("create", "nodes/proxy"),
    ask: ({ run }) => post(`/api/v1/nodes/node-${run}/proxy/run/monitoring/entered/quiet`),
    object: ({ run }) => `node-${run}`,
    level: "Request",
    status: 500,
  },
  {
    name: "what a pod wrote is read",
    target: about("get", "pods/log"),
    ask: ({ run }) => ({ path: `${at(run)}/log` }),
    ...entered,
    level: "Metadata",
    status: 500,
  },
  {
    name: "a debug container is put into a pod",
    target: about("patch", "pods/ephemeralcontainers"),
    ask: ({ run, planted }) =>
      mend(`${at(run)}/ephemeralcontainers`, {
        spec: {
          ephemeralContainers: [
            {
              name: "debug",
              image: "registry.plant-berlin.example.com/debug:1",
              env: [{ name: "PASSWORD", value: planted["a variable of a debug container"] }],
            },
          ],
        },
      }),
    ...entered,
    level: "Metadata",
    status: 403,
  },
];

/** Pods and what makes pods, with secrets in their variables. */
const WORKLOADS: readonly SensitiveRequest[] = [
  {
    name: "a pod is made, with secrets in a variable and in an annotation",
    target: about("create", "pods"),
    ask: (scene) => post(`${CORE}/pods`, pod(`made-${scene.run}`, scene)),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a pod with a folder of the machine is made",
    target: about("create", "pods"),
    ask: (scene) =>
      post(`${CORE}/pods`, pod(`root-${scene.run}`, scene, { volumes: [{ name: "root", hostPath: { path: "/" } }] })),
    namespace: NAMESPACE,
    object: ({ run }) => `root-${run}`,
    level: "Metadata",
    status: 403,
  },
  {
    name: "the image of a pod is changed",
    target: about("patch", "pods"),
    ask: ({ run }) =>
      mend(`${CORE}/pods/unbound-${run}`, {
        spec: {
          containers: [{ name: "quiet", image: `registry.plant-berlin.example.com/other@sha256:${"1".repeat(64)}` }],
        },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `unbound-${run}`,
    level: "Metadata",
    status: 200,
  },
  {
    name: "a pod is put onto a machine past the scheduler",
    target: about("create", "pods/binding"),
    ask: ({ run }) => post(`${CORE}/pods/unbound-${run}/binding`, binding(`unbound-${run}`, `node-${run}`)),
    namespace: NAMESPACE,
    object: ({ run }) => `unbound-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a pod is evicted",
    target: about("create", "pods/eviction"),
    ask: ({ run }) =>
      post(`${CORE}/pods/evicted-${run}/eviction`, {
        apiVersion: "policy/v1",
        kind: "Eviction",
        metadata: { name: `evicted-${run}` },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `evicted-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a pod is deleted",
    target: about("delete", "pods"),
    ask: ({ run }) => remove(`${CORE}/pods/doomed-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `doomed-${run}`,
    level: "Metadata",
    status: 200,
  },
  {
    name: "pods are deleted all at once",
    target: about("deletecollection", "pods"),
    ask: () => remove(`${CORE}/pods?labelSelector=nobody%3Dhas-it`),
    namespace: NAMESPACE,
    level: "Metadata",
    status: 200,
  },
  {
    name: "a workload is made",
    target: about("create", "deployments", "apps"),
    ask: (scene) => post(`${APPS}/deployments`, workload("Deployment", `made-${scene.run}`, scene)),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a workload is made that runs on every machine",
    target: about("create", "daemonsets", "apps"),
    ask: (scene) => post(`${APPS}/daemonsets?dryRun=All`, workload("DaemonSet", `made-${scene.run}`, scene)),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a workload's template is changed",
    target: about("patch", "deployments", "apps"),
    ask: ({ run, planted }) =>
      mend(`${APPS}/deployments/deployment-${run}`, {
        spec: {
          template: {
            spec: {
              containers: [{ name: "quiet", env: [{ name: "MORE", value: planted["a variable of a template"] }] }],
            },
          },
        },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `deployment-${run}`,
    level: "Metadata",
    status: 200,
  },
  {
    name: "a workload is scaled",
    target: about("patch", "deployments/scale", "apps"),
    ask: ({ run }) => patch(`${APPS}/deployments/deployment-${run}/scale?dryRun=All`, { spec: { replicas: 2 } }),
    namespace: NAMESPACE,
    object: ({ run }) => `deployment-${run}`,
    level: "Request",
    status: 200,
  },
  {
    name: "a job is made",
    target: about("create", "jobs", "batch"),
    ask: (scene) => post(`${BATCH}/jobs`, job(`made-${scene.run}`, scene)),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a job is made that comes again",
    target: about("create", "cronjobs", "batch"),
    ask: (scene) =>
      post(`${BATCH}/cronjobs`, {
        apiVersion: "batch/v1",
        kind: "CronJob",
        metadata: { name: `made-${scene.run}` },
        spec: { schedule: "0 3 * * *", suspend: true, jobTemplate: { spec: job("", scene).spec } },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
];

export const PODS: readonly SensitiveRequest[] = [...SESSIONS, ...WORKLOADS];
