import { ELSEWHERE } from "../places";
import { type Escalation, objectName, patch, post, remove } from "../escalation";
import { policy, right } from "../layers";
import { nextAttempt } from "./attempts";
import { SYSTEM } from "./objects";

const NEIGHBOUR = `/api/v1/namespaces/${ELSEWHERE}`;

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

export const CLUSTER_ESCALATIONS: readonly Escalation[] = [
  {
    name: "a lower Pod Security level of a namespace",
    act: () => patch(NEIGHBOUR, { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } }),
    undo: () => [patch(NEIGHBOUR, { metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } })],
    legitimate: () => patch(NEIGHBOUR, { metadata: { labels: { team: "assembly" } } }),
    layers: [right("patch", "namespaces"), policy("tenant-namespaces-stay-restricted")],
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
    act: () => patch(`${SYSTEM}/configmaps/laboratory-settings`, { data: { attempt: `${nextAttempt()}` } }),
    layers: [right("patch", "configmaps")],
  },
  {
    name: "the lead among controllers",
    act: () => patch(LEASE, { spec: { holderIdentity: `me-${nextAttempt()}` } }),
    layers: [right("patch", "leases", "coordination.k8s.io")],
  },
];
