import type { Manifest } from "../../plan/manifest";
import type { DeliveryInput } from "../../spec/delivery-spec";

/** Where the controllers find the API server. */
export interface ApiServerPlace {
  /** Addresses or ranges, one at least: no peer at all would let everything through. */
  readonly ranges: readonly string[];
  readonly port: number;
}

const FETCHES = { app: "source-controller" };
const APPLIES = { app: "kustomize-controller" };

/** The port on which source-controller hands out what it fetched. */
const ARTIFACTS = 9090;
const HTTPS = 443;

/**
 * What the controllers of Flux reach through the default deny of their namespace: the API server; registries and Git hosts, the one
 * that fetches alone; and what was fetched, from pod to pod. Nobody reaches them from elsewhere: there is no webhook to receive.
 *
 * @see https://fluxcd.io/flux/security/
 */
export function deliveryReach(
  { controllers, sourcesAt }: DeliveryInput,
  apiServer: ApiServerPlace,
): readonly Manifest[] {
  const policy = (id: string, fields: readonly string[], spec: object): Manifest => ({
    id,
    pillar: "network",
    fields,
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: id, namespace: controllers },
      spec,
    },
  });
  return [
    policy("delivery-api-server", ["delivery.apiServerAt", "profile"], {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: peers(apiServer.ranges), ports: [{ protocol: "TCP", port: apiServer.port }] }],
    }),
    policy("delivery-sources", ["delivery.sourcesAt"], {
      podSelector: { matchLabels: FETCHES },
      policyTypes: ["Egress"],
      egress: [{ to: peers(sourcesAt.map(({ cidr }) => cidr)), ports: [{ protocol: "TCP", port: HTTPS }] }],
    }),
    policy("delivery-artifacts", ["delivery"], {
      podSelector: { matchLabels: FETCHES },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: APPLIES } }], ports: [{ protocol: "TCP", port: ARTIFACTS }] }],
    }),
    policy("delivery-fetched", ["delivery"], {
      podSelector: { matchLabels: APPLIES },
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: { matchLabels: FETCHES } }], ports: [{ protocol: "TCP", port: ARTIFACTS }] }],
    }),
  ];
}

function peers(ranges: readonly string[]) {
  return [...ranges].sort().map((range) => ({ ipBlock: { cidr: range.includes("/") ? range : whole(range) } }));
}

function whole(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}
