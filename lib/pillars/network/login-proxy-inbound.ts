import type { InboundRule } from "../../plan/inbound-rule";
import type { ClusterSpec, DataCenterClusterSpec, EdgeClusterSpec } from "../../spec/cluster-spec";

/** What answers on the machine of an authenticating proxy: the proxy, to whoever may reach the API server, and SSH. */
export function loginProxyInbound({
  apiServer,
  profile,
}: Pick<ClusterSpec, "apiServer"> & Pick<DataCenterClusterSpec | EdgeClusterSpec, "profile">): readonly InboundRule[] {
  return [
    {
      pillar: "network",
      fields: ["apiServer.reachableFrom"],
      name: "login-proxy",
      protocol: "tcp",
      port: 443,
      sources: apiServer.reachableFrom.map(({ cidr, why }) => ({ kind: "range", cidr, why })),
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
