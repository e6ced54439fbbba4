import { ELSEWHERE, TENANT } from "../places";
import { type Escalation, objectName, patch, post } from "../escalation";
import { policy, quota, right } from "../layers";
import { nextAttempt } from "./attempts";
import { made, NAMESPACE } from "./objects";

const QUOTA = `/api/v1/namespaces/${ELSEWHERE}/resourcequotas/tenant-quota`;
const LIMITS = `/api/v1/namespaces/${ELSEWHERE}/limitranges/tenant-limits`;
const NETWORK = `/apis/networking.k8s.io/v1/namespaces/${ELSEWHERE}/networkpolicies/default-deny`;

const service = (name: string, spec: object) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: objectName(name) },
  spec: { ports: [{ port: 80 }], ...spec },
});

export const NEIGHBOUR_ESCALATIONS: readonly Escalation[] = [
  {
    name: "a larger quota",
    act: () => patch(QUOTA, { spec: { hard: { pods: `${1000 + nextAttempt()}` } } }),
    undo: () => [patch(QUOTA, { spec: { hard: { pods: "20" } } })],
    layers: [right("patch", "resourcequotas"), policy("guards-stay")],
  },
  {
    name: "higher limits",
    act: () => patch(LIMITS, { spec: { limits: [{ type: "Container", default: { cpu: `${nextAttempt()}` } }] } }),
    layers: [right("patch", "limitranges"), policy("guards-stay")],
  },
  {
    name: "an open network policy in place of the default deny",
    act: () => patch(NETWORK, { spec: { podSelector: { matchLabels: { attempt: `a${nextAttempt()}` } } } }),
    layers: [right("patch", "networkpolicies", "networking.k8s.io"), policy("guards-stay")],
  },
  {
    name: "a port on every machine, past the firewall",
    act: (who) => post(`${NAMESPACE}/services`, service(who, { type: "NodePort" })),
    undo: (who) => made(`${NAMESPACE}/services`, who),
    legitimate: () => post(`${NAMESPACE}/services`, service("administrator", {})),
    layers: [right("create", "services"), policy("internal-services"), quota(TENANT, "services.nodeports")],
  },
  {
    name: "somebody's traffic, by endpoints of one's own",
    act: (who) =>
      post(`/apis/discovery.k8s.io/v1/namespaces/${TENANT}/endpointslices`, {
        apiVersion: "discovery.k8s.io/v1",
        kind: "EndpointSlice",
        metadata: { name: objectName(who), labels: { "kubernetes.io/service-name": "shop" } },
        addressType: "IPv4",
        endpoints: [{ addresses: ["10.40.0.66"] }],
        ports: [{ port: 80 }],
      }),
    undo: (who) => made(`/apis/discovery.k8s.io/v1/namespaces/${TENANT}/endpointslices`, who),
    layers: [right("create", "endpointslices", "discovery.k8s.io")],
  },
  {
    name: "somebody's traffic, by a host name of theirs",
    act: (who) =>
      post(`/apis/networking.k8s.io/v1/namespaces/${TENANT}/ingresses`, {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: objectName(who) },
        spec: { defaultBackend: { service: { name: "x", port: { number: 80 } } } },
      }),
    undo: (who) => made(`/apis/networking.k8s.io/v1/namespaces/${TENANT}/ingresses`, who),
    layers: [right("create", "ingresses", "networking.k8s.io")],
  },
];
