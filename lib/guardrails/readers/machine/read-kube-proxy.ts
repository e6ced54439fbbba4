import type { Fields } from "../fields";

const MODES = ["nftables", "iptables"];

/**
 * Reads kube-proxy's configuration, which has no rule of its own: health and metrics must not answer beyond the machine, and
 * nothing else may be set.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/
 */
export function readKubeProxyConfiguration(document: Fields): void {
  document.only("apiVersion", "kind", "mode", "healthzBindAddress", "metricsBindAddress", "clusterCIDR");
  const mode = document.text("mode");
  if (mode !== undefined && !MODES.includes(mode))
    document.complain("mode", `is "${mode}", not one of ${MODES.join(", ")}`);
  for (const name of ["healthzBindAddress", "metricsBindAddress"]) {
    const address = document.text(name);
    // Left out, health answers on every address.
    if (address === undefined && name === "metricsBindAddress") continue;
    if (address === undefined) document.complain(name, "is missing, so it answers beyond the machine");
    else if (!isLoopback(address)) {
      document.complain(name, `is "${address}", which answers beyond the machine`);
    }
  }
}

/** Whether an address with its port is the machine's own. */
export function isLoopback(address: string): boolean {
  return /^(127\.0\.0\.1|\[::1\]):\d{1,5}$/.test(address);
}
