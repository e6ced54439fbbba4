import type { InboundRule } from "../../plan/inbound-rule";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import type { PodNetwork } from "../../spec/data-center-profile-spec";

interface OverlayPort {
  readonly name: string;
  readonly protocol: InboundRule["protocol"];
  readonly port: number;
  readonly why: string;
}

/**
 * The ports that each plug-in needs between machines, in its plainest setting: no BGP, no Typha, no Hubble.
 *
 * @see https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements#network-requirements
 * @see https://docs.cilium.io/en/stable/operations/system_requirements/#firewall-rules
 * @see https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md
 */
const PORTS: Readonly<Record<PodNetwork, readonly OverlayPort[]>> = {
  none: [],
  "calico-vxlan": [{ name: "overlay", protocol: "udp", port: 4789, why: "pods of other machines, by Calico's VXLAN" }],
  "cilium-vxlan": [
    { name: "overlay", protocol: "udp", port: 8472, why: "pods of other machines, by Cilium's VXLAN" },
    { name: "overlay-health", protocol: "tcp", port: 4240, why: "Cilium's probes between machines" },
  ],
  "flannel-vxlan": [
    { name: "overlay", protocol: "udp", port: 8472, why: "pods of other machines, by flannel's VXLAN" },
  ],
  "flannel-wireguard": [
    { name: "overlay", protocol: "udp", port: 51820, why: "pods of other machines, encrypted by WireGuard" },
  ],
};

/**
 * What the network of the pods lets in on each machine. VXLAN believes whoever reaches its port, so nobody but the
 * cluster's machines does.
 */
export function overlayInbound(spec: DataCenterClusterSpec): readonly InboundRule[] {
  return PORTS[spec.profile.podNetwork].map(({ name, protocol, port, why }) => ({
    pillar: "network",
    fields: ["profile.podNetwork", "profile.nodeRanges"],
    name,
    protocol,
    port,
    sources: [{ kind: "cluster", members: "nodes", why }],
  }));
}
