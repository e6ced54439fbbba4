import type { InboundRule, InboundSource } from "../../plan/inbound-rule";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";

/**
 * What answers on a control-plane machine besides the API server, and who may reach it. What is not here reaches nothing:
 * controller manager, scheduler and etcd's metrics listen on the loopback alone, and node ports are closed.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export function controlPlaneInbound(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly InboundRule[] {
  const members = otherControlPlanes(spec, node);
  return [
    {
      pillar: "network",
      fields: ["profile.controlPlaneNodes"],
      name: "etcd-client",
      protocol: "tcp",
      port: 2379,
      sources: members,
    },
    {
      pillar: "network",
      fields: ["profile.controlPlaneNodes"],
      name: "etcd-peer",
      protocol: "tcp",
      port: 2380,
      sources: members,
    },
    {
      pillar: "network",
      fields: ["profile.nodeRanges"],
      name: "kubelet",
      protocol: "tcp",
      port: 10250,
      sources: [{ kind: "cluster", members: "nodes", why: "API servers and metrics" }],
    },
    {
      pillar: "network",
      fields: ["profile.sshReachableFrom"],
      name: "ssh",
      protocol: "tcp",
      port: 22,
      sources: spec.profile.sshReachableFrom.map(({ cidr, why }) => ({ kind: "range", cidr, why })),
    },
  ];
}

/** The other control-plane machines; with a single one nobody, for its API server reaches etcd over the loopback. */
export function otherControlPlanes(
  spec: DataCenterClusterSpec,
  node: { readonly name: string },
): readonly InboundSource[] {
  return spec.profile.controlPlaneNodes
    .filter((other) => other.name !== node.name)
    .map((other) => ({ kind: "range", cidr: `${other.address}/32`, why: `control plane ${other.name}` }));
}
