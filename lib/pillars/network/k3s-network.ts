import type { K3sSetting } from "../../plan/k3s-setting";
import type { EdgeProfileSpec } from "../../spec/cluster-spec";

/**
 * The network of an edge cluster. flannel's default tunnel takes packets for pods from whoever can send to its port;
 * WireGuard's takes none without a key of the cluster, also when a second machine joins one day.
 *
 * @see https://docs.k3s.io/networking/basic-network-options
 */
export function k3sNetwork(profile: EdgeProfileSpec): readonly K3sSetting[] {
  const setting = (name: string, value: string, why: string, field: readonly string[] = []): K3sSetting => ({
    pillar: "network",
    fields: field,
    name,
    value,
    why,
  });
  return [
    setting("cluster-cidr", profile.podRange, "the firewall knows pods by this range", ["profile.podRange"]),
    setting("flannel-backend", "wireguard-native", "nobody writes packets into the pods' network"),
    setting("node-ip", profile.node.address, "the machine answers on the declared address", ["profile.node"]),
    setting("service-cidr", profile.serviceRange, "apart from every other range of the site", ["profile.serviceRange"]),
  ];
}
