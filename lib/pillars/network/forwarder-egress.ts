import type { Manifest } from "../../plan/manifest";

/** Lets the pods that forward reach the aggregator: its addresses, on its port, and nothing else of them. */
export function forwarderEgress(namespace: string, ranges: readonly string[], port: number): Manifest {
  return {
    id: "allow-aggregator",
    pillar: "network",
    fields: ["logs.forwardTo.endpoint", "logs.forwardTo.pods.reachedAt"],
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "allow-aggregator", namespace },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [...ranges].sort().map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ protocol: "TCP", port }],
          },
        ],
      },
    },
  };
}
