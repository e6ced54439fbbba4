import type { ComponentFlag } from "../../plan/component-flag";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { ClusterSpec } from "../../spec/cluster-spec";

/** What differs between platforms: who signs, and by which name the aggregator is known, which must go on being believed. */
const OF_PLATFORM = {
  kubeadm: { authority: MACHINE_PATHS.requestHeaderAuthority, aggregator: "front-proxy-client" },
  k3s: { authority: MACHINE_PATHS.k3sRequestHeaderAuthority, aggregator: "system:auth-proxy" },
} as const;

/**
 * The five flags with which an authenticating proxy is believed; none without one, for then kubeadm and k3s write their own for the
 * aggregator alone. All five or none: without the names, every certificate of the authority could say who it is.
 *
 * The headers are those that the aggregator sends: extension servers read from the cluster which ones to believe, and would lose the
 * identity of every user if they were others.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#authenticating-proxy
 */
export function authenticatingProxyFlags(
  { authentication }: Pick<ClusterSpec, "authentication">,
  platform: keyof typeof OF_PLATFORM,
): readonly ComponentFlag[] {
  const proxy = authentication.methods.find((method) => method.method === "authenticating-proxy");
  if (proxy === undefined) return [];
  const { authority, aggregator } = OF_PLATFORM[platform];
  const flag = (name: string, value: string, why: string): ComponentFlag => ({
    pillar: "authentication",
    fields: ["authentication.methods"],
    component: "kube-apiserver",
    name: `requestheader-${name}`,
    value,
    why,
  });
  return [
    flag(
      "allowed-names",
      `${aggregator},${proxy.clientName}`,
      "the aggregator and the proxy, and no other certificate",
    ),
    flag("client-ca-file", authority, "an authority of its own: no client certificate of anybody else is from it"),
    flag("extra-headers-prefix", "X-Remote-Extra-", "what the aggregator sends too"),
    flag("group-headers", "X-Remote-Group", "what the aggregator sends too"),
    flag("username-headers", "X-Remote-User", "what the aggregator sends too"),
  ];
}
