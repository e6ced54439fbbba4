import type { InboundRule, InboundSource } from "../../plan/inbound-rule";
import type { ApiServerInput } from "../../spec/api-server-spec";

/**
 * What the API server's port lets in: the declared ranges, and the cluster's own nodes and pods, without which there is
 * no cluster. The order in which the description lists the ranges does not matter.
 *
 * @param port the port on which the profile's API server answers: 443 on Amazon EKS, 6443 with kubeadm
 */
export function apiServerInbound(apiServer: ApiServerInput, port: number): readonly InboundRule[] {
  const ranges: readonly InboundSource[] = [...apiServer.reachableFrom]
    .sort((a, b) => (a.cidr < b.cidr ? -1 : a.cidr > b.cidr ? 1 : 0))
    .map(({ cidr, why }) => ({ kind: "range", cidr, why }));
  return [
    {
      pillar: "network",
      fields: ["apiServer.reachableFrom"],
      name: "api-server",
      protocol: "tcp",
      port,
      sources: [
        { kind: "cluster", members: "nodes", why: "kubelets and control-plane components of the cluster" },
        { kind: "cluster", members: "pods", why: "controllers and operators that run in the cluster" },
        ...ranges,
      ],
    },
  ];
}
