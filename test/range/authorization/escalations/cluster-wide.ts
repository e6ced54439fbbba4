import { ELSEWHERE } from "../places";
import { arrived, type Escalation, objectName, patch, post, remove } from "../escalation";
import { policy, right } from "../layers";
import { made, NODE, SYSTEM } from "./objects";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const GROUP = "admissionregistration.k8s.io";
const POLICY_BINDINGS = `${ADMISSION}/validatingadmissionpolicybindings`;
const NEIGHBOUR = `/api/v1/namespaces/${ELSEWHERE}`;

/** What is nowhere: a webhook or policy on it disturbs nobody. */
const THINGS = { apiGroups: ["laboratory.example.com"], apiVersions: ["v1"], operations: ["*"], resources: ["things"] };

const webhook = (name: string, clientConfig: object) => ({
  apiVersion: `${GROUP}/v1`,
  kind: "MutatingWebhookConfiguration",
  metadata: { name: objectName(name) },
  webhooks: [
    {
      name: "things.laboratory.example.com",
      clientConfig,
      rules: [THINGS],
      sideEffects: "None",
      admissionReviewVersions: ["v1"],
      failurePolicy: "Ignore",
    },
  ],
});

const crd = (name: string) => {
  const plural = objectName(name);
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.laboratory.example.com` },
    spec: {
      group: "laboratory.example.com",
      names: { plural, kind: plural.replace(/[^a-z]/g, "") },
      scope: "Namespaced",
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
    },
  };
};
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
const LEASE = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/laboratory-leader";

/** Of which every attempt is another number, so that each is a change. */
let attempts = 0;
const different = () => {
  attempts += 1;
  return attempts;
};

export const CLUSTER_ESCALATIONS: readonly Escalation[] = [
  {
    name: "a webhook that is sent objects by URL",
    act: (who) => post(`${ADMISSION}/mutatingwebhookconfigurations`, webhook(who, { url: "https://192.0.2.66/" })),
    undo: (who) => made(`${ADMISSION}/mutatingwebhookconfigurations`, who),
    legitimate: () =>
      post(
        `${ADMISSION}/mutatingwebhookconfigurations`,
        webhook("administrator", { service: { name: "x", namespace: "kube-system" } }),
      ),
    layers: [right("create", "mutatingwebhookconfigurations", GROUP), policy("webhooks-inside")],
  },
  {
    name: "the end of an admission policy's binding",
    prepare: (who) => [
      post(POLICY_BINDINGS, {
        apiVersion: `${GROUP}/v1`,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: { name: objectName(who) },
        spec: { policyName: "laboratory-nothing", validationActions: ["Deny"] },
      }),
    ],
    act: (who) => remove(`${POLICY_BINDINGS}/${objectName(who)}`),
    layers: [right("delete", "validatingadmissionpolicybindings", GROUP)],
  },
  {
    name: "an admission policy made weaker",
    prepare: (who) => [
      post(`${ADMISSION}/validatingadmissionpolicies`, {
        apiVersion: `${GROUP}/v1`,
        kind: "ValidatingAdmissionPolicy",
        metadata: { name: objectName(who) },
        spec: {
          failurePolicy: "Fail",
          matchConstraints: { resourceRules: [THINGS] },
          validations: [{ expression: "true" }],
        },
      }),
    ],
    act: (who) =>
      patch(`${ADMISSION}/validatingadmissionpolicies/${objectName(who)}`, { spec: { failurePolicy: "Ignore" } }),
    undo: (who) => made(`${ADMISSION}/validatingadmissionpolicies`, who),
    layers: [right("patch", "validatingadmissionpolicies", GROUP)],
  },
  {
    name: "an admission policy that changes what others write",
    on: ["1.36", "1.37"],
    act: (who) =>
      post(`${ADMISSION}/mutatingadmissionpolicies`, {
        apiVersion: `${GROUP}/v1`,
        kind: "MutatingAdmissionPolicy",
        metadata: { name: objectName(who) },
        spec: {
          failurePolicy: "Fail",
          reinvocationPolicy: "Never",
          matchConstraints: { resourceRules: [THINGS] },
          mutations: [
            {
              patchType: "JSONPatch",
              jsonPatch: { expression: '[JSONPatch{op: "add", path: "/metadata/labels/mine", value: "yes"}]' },
            },
          ],
        },
      }),
    undo: (who) => made(`${ADMISSION}/mutatingadmissionpolicies`, who),
    layers: [right("create", "mutatingadmissionpolicies", GROUP)],
  },
  {
    name: "a lower Pod Security level of a namespace",
    act: () => patch(NEIGHBOUR, { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } }),
    undo: () => [patch(NEIGHBOUR, { metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } })],
    legitimate: () => patch(NEIGHBOUR, { metadata: { labels: { team: "assembly" } } }),
    layers: [right("patch", "namespaces"), policy("tenant-namespaces-stay-restricted")],
  },
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
    act: () => patch(`/api/v1/nodes/${NODE}`, { metadata: { labels: { attempt: `a${different()}` } } }),
    layers: [right("patch", "nodes")],
  },
  {
    name: "what a machine says of itself",
    act: () => patch(`/api/v1/nodes/${NODE}/status`, { status: { capacity: { pods: `${different()}` } } }),
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
  {
    name: "a kind of objects that somebody else is asked about",
    act: (who) => post(CRDS, crd(who)),
    undo: (who) => [remove(`${CRDS}/${crd(who).metadata.name}`)],
    layers: [right("create", "customresourcedefinitions", "apiextensions.k8s.io")],
  },
  {
    name: "an API group, answered by a server of one's own",
    act: (who) =>
      post(API_SERVICES, {
        apiVersion: "apiregistration.k8s.io/v1",
        kind: "APIService",
        metadata: { name: `v1.${objectName(who)}.example.com` },
        spec: {
          group: `${objectName(who)}.example.com`,
          version: "v1",
          service: { name: "x", namespace: ELSEWHERE },
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
        },
      }),
    undo: (who) => [remove(`${API_SERVICES}/v1.${objectName(who)}.example.com`)],
    layers: [right("create", "apiservices", "apiregistration.k8s.io")],
  },
  {
    name: "settings of the cluster in kube-system",
    act: () => patch(`${SYSTEM}/configmaps/laboratory-settings`, { data: { attempt: `${different()}` } }),
    layers: [right("patch", "configmaps")],
  },
  {
    name: "the lead among controllers",
    act: () => patch(LEASE, { spec: { holderIdentity: `me-${different()}` } }),
    layers: [right("patch", "leases", "coordination.k8s.io")],
  },
];
