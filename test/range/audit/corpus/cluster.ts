import { CORE, metadata, NAMESPACE, patch, post, rbac, RBAC, remove, roleRef } from "../scene-objects";
import type { SensitiveRequest } from "../sensitive-request";

const core = (verb: string, resource: string) => ({ verb, group: "", resource });

/** What the cluster itself stands on. */
const CLUSTER: readonly SensitiveRequest[] = [
  {
    name: "a namespace is labelled anew",
    target: core("patch", "namespaces"),
    ask: () =>
      patch(`/api/v1/namespaces/${NAMESPACE}?dryRun=All`, { metadata: { labels: { "example.com/free": "yes" } } }),
    namespace: NAMESPACE,
    object: () => NAMESPACE,
    level: "Request",
    status: 200,
  },
  {
    name: "a namespace is made",
    target: core("create", "namespaces"),
    ask: ({ run }) =>
      post("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: metadata(`made-${run}`) }),
    object: ({ run }) => `made-${run}`,
    level: "Request",
    status: 403,
  },
  {
    name: "a namespace is deleted",
    target: core("delete", "namespaces"),
    ask: () => remove(`/api/v1/namespaces/${NAMESPACE}?dryRun=All`),
    namespace: NAMESPACE,
    object: () => NAMESPACE,
    level: "Request",
    status: 200,
  },
  {
    name: "a quota is deleted",
    target: core("delete", "resourcequotas"),
    ask: ({ run }) => remove(`${CORE}/resourcequotas/quota-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `quota-${run}`,
    level: "Request",
    status: 200,
  },
  {
    name: "a network policy is deleted",
    target: { verb: "delete", group: "networking.k8s.io", resource: "networkpolicies" },
    ask: ({ run }) => remove(`/apis/networking.k8s.io/v1/namespaces/${NAMESPACE}/networkpolicies/policy-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `policy-${run}`,
    level: "Request",
    status: 200,
  },
  {
    name: "a service with an address of others is made",
    target: core("create", "services"),
    ask: ({ run }) =>
      post(`${CORE}/services`, {
        apiVersion: "v1",
        kind: "Service",
        metadata: metadata(`made-${run}`),
        spec: { ports: [{ port: 443 }], externalIPs: ["192.0.2.10"] },
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Request",
    status: 403,
  },
  {
    name: "traffic of a service is led elsewhere",
    target: core("create", "endpoints"),
    ask: ({ run }) =>
      post(`${CORE}/endpoints?dryRun=All`, {
        apiVersion: "v1",
        kind: "Endpoints",
        metadata: metadata(`made-${run}`),
        subsets: [{ addresses: [{ ip: "192.0.2.10" }], ports: [{ port: 443 }] }],
      }),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a folder of a machine is made a volume",
    target: core("create", "persistentvolumes"),
    ask: ({ run }) =>
      post("/api/v1/persistentvolumes?dryRun=All", {
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: metadata(`made-${run}`),
        spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/etc" } },
      }),
    object: ({ run }) => `made-${run}`,
    level: "Request",
    status: 201,
  },
  {
    name: "a machine is labelled anew",
    target: core("patch", "nodes"),
    ask: ({ run }) => patch(`/api/v1/nodes/node-${run}`, { metadata: { labels: { "example.com/trusted": "yes" } } }),
    object: ({ run }) => `node-${run}`,
    level: "Request",
    status: 200,
  },
  {
    name: "a kind of object is defined",
    target: { verb: "create", group: "apiextensions.k8s.io", resource: "customresourcedefinitions" },
    ask: ({ run }) =>
      post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All", {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: metadata(`things.${run}.example.com`),
        spec: {
          group: `${run}.example.com`,
          scope: "Cluster",
          names: { plural: "things", kind: "Thing" },
          versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
        },
      }),
    object: ({ run }) => `things.${run}.example.com`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "a class of storage is made",
    target: { verb: "create", group: "storage.k8s.io", resource: "storageclasses" },
    ask: ({ run }) =>
      post("/apis/storage.k8s.io/v1/storageclasses?dryRun=All", {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: metadata(`made-${run}`),
        provisioner: "example.com/nobody",
      }),
    object: ({ run }) => `made-${run}`,
    level: "Metadata",
    status: 201,
  },
  {
    name: "somebody says to lead in the controller manager's place",
    target: { verb: "patch", group: "coordination.k8s.io", resource: "leases" },
    ask: () =>
      patch("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager?dryRun=All", {
        spec: { holderIdentity: "mallory" },
      }),
    namespace: "kube-system",
    object: () => "kube-controller-manager",
    level: "Metadata",
    status: 200,
  },
  {
    name: "something of kube-system is changed",
    target: core("patch", "configmaps"),
    ask: () =>
      patch("/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication?dryRun=All", {
        data: { "requestheader-allowed-names": "[]" },
      }),
    namespace: "kube-system",
    object: () => "extension-apiserver-authentication",
    level: "Metadata",
    status: 200,
  },
];

/** Who looks around, knocks, or says to be somebody else. */
const STRANGERS: readonly SensitiveRequest[] = [
  {
    name: "somebody acts as somebody else",
    target: core("get", "secrets"),
    ask: ({ run }) => ({
      path: `${CORE}/secrets/secret-${run}`,
      headers: { "Impersonate-User": "system:kube-controller-manager" },
    }),
    namespace: NAMESPACE,
    object: ({ run }) => `secret-${run}`,
    level: "Metadata",
    status: 200,
  },
  {
    name: "somebody who broke glass reads",
    as: "glass",
    target: core("list", "configmaps"),
    ask: () => ({ path: `${CORE}/configmaps` }),
    namespace: NAMESPACE,
    level: "Metadata",
    status: 200,
  },
  {
    name: "somebody who broke glass deletes a pod",
    as: "glass",
    target: core("delete", "pods"),
    ask: ({ run }) => remove(`${CORE}/pods/made-by-nobody-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `made-by-nobody-${run}`,
    level: "Metadata",
    status: 404,
  },
  {
    name: "somebody without rights asks for secrets",
    as: "stranger",
    target: core("list", "secrets"),
    ask: () => ({ path: "/api/v1/secrets" }),
    level: "Metadata",
    status: 403,
  },
  {
    name: "somebody without rights gives himself some",
    as: "stranger",
    target: { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings" },
    ask: ({ run }) =>
      post(`${RBAC}/namespaces/${NAMESPACE}/rolebindings`, rbac("RoleBinding", `stolen-${run}`, roleRef("admin"))),
    namespace: NAMESPACE,
    level: "RequestResponse",
    status: 403,
  },
  {
    name: "somebody without rights asks what he may do",
    as: "stranger",
    target: { verb: "create", group: "authorization.k8s.io", resource: "selfsubjectrulesreviews" },
    ask: () =>
      post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectRulesReview",
        spec: { namespace: NAMESPACE },
      }),
    level: "Metadata",
    status: 201,
  },
  {
    name: "nobody asks for secrets",
    as: "nobody",
    target: core("list", "secrets"),
    ask: () => ({ path: "/api/v1/secrets" }),
    level: "Metadata",
    status: 401,
  },
  {
    name: "somebody knocks with a token that is none",
    as: "forger",
    target: core("list", "secrets"),
    ask: () => ({ path: `${CORE}/secrets` }),
    namespace: NAMESPACE,
    level: "Metadata",
    status: 401,
  },
  {
    name: "somebody without rights looks for what the API server runs",
    as: "stranger",
    target: { verb: "get", path: "/debug/pprof/heap" },
    ask: () => ({ path: "/debug/pprof/heap" }),
    level: "Metadata",
    status: 403,
  },
  {
    name: "somebody without rights looks at the API server's figures",
    as: "stranger",
    target: { verb: "get", path: "/metrics" },
    ask: () => ({ path: "/metrics" }),
    level: "Metadata",
    status: 403,
  },
  {
    name: "somebody lists what the server has",
    as: "stranger",
    target: { verb: "get", path: "/apis" },
    ask: () => ({ path: "/apis" }),
    level: "Metadata",
    status: 200,
  },
];

export const CLUSTER_AND_STRANGERS: readonly SensitiveRequest[] = [...CLUSTER, ...STRANGERS];
