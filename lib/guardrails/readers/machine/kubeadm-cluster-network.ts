import { isRelease, KUBERNETES_MINORS } from "../../kubernetes-minors";
import { openToWorld, parseRange } from "../../network-interval";
import type { Fields } from "../fields";

/** The port that host firewalls are written for. */
const API_SERVER_PORT = 6443;

/** By this name pods know the API server, in every cluster. */
const INSIDE = "https://kubernetes.default.svc.cluster.local";

/**
 * Complains of what a ClusterConfiguration says of a cluster's release and place that no cluster of ours can have: programs of another
 * release, addresses of pods and Services that are somebody's on the internet, a public address for the API server, or tokens
 * in the name of another cluster.
 */
export function checkClusterNetwork(cluster: Fields): void {
  const release = cluster.text("kubernetesVersion") ?? "";
  if (!isRelease(release))
    cluster.complain(
      "kubernetesVersion",
      `is "${release}", not one release of ${KUBERNETES_MINORS.join(", ")}, so that kubeadm takes what somebody else names`,
    );

  const networking = cluster.fields("networking");
  for (const field of ["podSubnet", "serviceSubnet"]) {
    for (const range of networking.text(field)?.split(",") ?? [])
      if (!isPrivate(range)) networking.complain(field, `is ${range}, which is not a private range`);
  }

  const endpoint = cluster.text("controlPlaneEndpoint") ?? "";
  const host = /^(?:\[([0-9a-f:]+)\]|([A-Za-z0-9.-]+))(?::\d{1,5})?$/.exec(endpoint)?.slice(1).find(Boolean);
  if (endpoint !== "" && (host === undefined || (parseRange(host).known && !isPrivate(host))))
    cluster.complain("controlPlaneEndpoint", `is ${endpoint}, which is neither a name nor a private address`);

  for (const argument of cluster.fields("apiServer").list("extraArgs")) {
    if (argument.get("name") !== "service-account-issuer") continue;
    const issuer = argument.text("value") ?? "";
    if (issuer !== INSIDE && (host === undefined || !isOf(issuer, host)))
      argument.complain("value", `is ${issuer}, which is not this cluster: tokens would be those of another`);
  }
}

/** Complains of an API server that answers on another port or address than the firewall is about. */
export function checkEndpoint(endpoint: Fields): void {
  const port = endpoint.integer("bindPort");
  if (port !== undefined && port !== API_SERVER_PORT)
    endpoint.complain("bindPort", `is ${port}, and the firewall is about ${API_SERVER_PORT}`);
  const address = endpoint.text("advertiseAddress");
  if (address !== undefined && (!isPrivate(address) || /^(0\.0\.0\.0|::)$/.test(address)))
    endpoint.complain("advertiseAddress", `is ${address}, which is not one private address`);
}

function isPrivate(range: string): boolean {
  const interval = parseRange(range.trim());
  return interval.known && openToWorld([interval.value], "private") === undefined;
}

function isOf(issuer: string, host: string): boolean {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  return url !== undefined && url.protocol === "https:" && url.hostname === host.toLowerCase();
}
