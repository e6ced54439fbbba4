import type { InboundRule } from "../../plan/inbound-rule";
import type { EdgeProfileSpec } from "../../spec/cluster-spec";

/**
 * What answers on the one machine of an edge cluster besides the API server, and who may reach it. Controller manager,
 * scheduler and kube-proxy listen on the loopback alone, the store is a file, and node ports are closed.
 *
 * @see https://docs.k3s.io/installation/requirements#networking
 */
export function edgeInbound(profile: EdgeProfileSpec): readonly InboundRule[] {
  return [
    {
      // One machine has no other to talk to. The rule stands here so that whoever reads the ruleset sees it was decided.
      pillar: "network",
      fields: [],
      name: "flannel-wireguard",
      protocol: "udp",
      port: 51820,
      sources: [],
    },
    {
      pillar: "network",
      fields: ["profile.podRange"],
      name: "kubelet",
      protocol: "tcp",
      port: 10250,
      sources: [{ kind: "cluster", members: "pods", why: "metrics-server asks for usage, with a token" }],
    },
    {
      pillar: "network",
      fields: ["profile.sshReachableFrom"],
      name: "ssh",
      protocol: "tcp",
      port: 22,
      sources: profile.sshReachableFrom.map(({ cidr, why }) => ({ kind: "range", cidr, why })),
    },
  ];
}
