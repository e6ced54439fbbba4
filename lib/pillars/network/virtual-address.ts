import type { InboundSource } from "../../plan/inbound-rule";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../plan/machine-paths";
import type { VirtualAddressPlan } from "../../plan/virtual-address";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";
import { byNames, firstControlPlaneNode } from "../../spec/machine-roles";
import { otherControlPlanes } from "./control-plane-inbound";

/**
 * How a control-plane machine takes part in holding the virtual address. The machine that starts the cluster ranks first
 * while no API server answers, for kubeadm looks for it behind the address; from then on one that answers outranks every
 * one that does not. Undefined where there is no virtual address.
 */
export function virtualAddress(
  spec: DataCenterClusterSpec,
  node: ControlPlaneNodeInput,
): VirtualAddressPlan | undefined {
  const { virtualAddress: wanted, controlPlaneNodes } = spec.profile;
  if (wanted === undefined) return undefined;
  const first = firstControlPlaneNode(spec.profile);
  const ranked = [first, ...byNames(controlPlaneNodes).filter(({ name }) => name !== first.name)];
  return {
    pillar: "network",
    fields: ["profile.virtualAddress", "profile.controlPlaneNodes"],
    name: node.name,
    address: wanted.address,
    interface: wanted.interface,
    ownAddress: node.address,
    peers: byNames(controlPlaneNodes)
      .filter(({ name }) => name !== node.name)
      .map(({ address }) => address),
    priority: 100 - ranked.findIndex(({ name }) => name === node.name),
    healthUrl: `https://${node.address}:${API_SERVER_PORT}/readyz`,
    authority: MACHINE_PATHS.clusterAuthority,
  };
}

/** Who may say that he holds the virtual address: VRRP carries no proof, so it is heard from the other control planes alone. */
export function virtualAddressPeers(
  spec: DataCenterClusterSpec,
  node: ControlPlaneNodeInput,
): readonly InboundSource[] {
  return spec.profile.virtualAddress === undefined ? [] : otherControlPlanes(spec, node);
}
