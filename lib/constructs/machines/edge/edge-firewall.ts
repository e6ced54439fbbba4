import { apiServerInbound } from "../../../pillars/network/api-server-inbound";
import { edgeInbound } from "../../../pillars/network/edge-inbound";
import { K3S_POD_INTERFACES } from "../../../pillars/network/pod-interfaces";
import type { HostFirewallPlan } from "../../../plan/host-firewall";
import { API_SERVER_PORT } from "../../../plan/machine-paths";
import type { EdgeClusterSpec } from "../../../spec/cluster-spec";

/** What the machine of an edge cluster lets in. There are no other machines of the cluster. */
export function edgeFirewall({ apiServer, profile }: EdgeClusterSpec): HostFirewallPlan {
  return {
    inbound: [...apiServerInbound(apiServer, API_SERVER_PORT), ...edgeInbound(profile)],
    nodeRanges: [],
    podRange: profile.podRange,
    podInterfaces: K3S_POD_INTERFACES,
  };
}
