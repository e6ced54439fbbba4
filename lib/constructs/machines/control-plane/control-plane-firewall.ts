import { apiServerInbound } from "../../../pillars/network/api-server-inbound";
import { controlPlaneInbound } from "../../../pillars/network/control-plane-inbound";
import { overlayInbound } from "../../../pillars/network/overlay-inbound";
import { POD_INTERFACES } from "../../../pillars/network/pod-interfaces";
import { virtualAddressPeers } from "../../../pillars/network/virtual-address";
import type { HostFirewallPlan } from "../../../plan/host-firewall";
import { API_SERVER_PORT } from "../../../plan/machine-paths";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../../spec/data-center-profile-spec";

/** What a control-plane machine lets in. */
export function controlPlaneFirewall(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): HostFirewallPlan {
  return {
    inbound: [
      ...apiServerInbound(spec.apiServer, API_SERVER_PORT),
      ...controlPlaneInbound(spec, node),
      ...overlayInbound(spec),
    ],
    vrrpFrom: virtualAddressPeers(spec, node),
    nodeRanges: spec.profile.nodeRanges,
    podRange: spec.profile.podRange,
    podInterfaces: POD_INTERFACES,
  };
}
