import type { K3sSetting } from "../../plan/k3s-setting";

/**
 * Parts that k3s brings and nobody asked for. `servicelb` opens a port of the machine for every Service that wants one,
 * Traefik answers on two of them, and the Helm controller installs charts with every right for whoever may write a
 * `HelmChart`. The kubelet starts on a machine with hardened kernel parameters only.
 *
 * @see https://docs.k3s.io/installation/packaged-components
 */
export function k3sShippedParts(): readonly K3sSetting[] {
  const setting = (name: string, value: K3sSetting["value"], why: string): K3sSetting => ({
    pillar: "admission",
    fields: [],
    name,
    value,
    why,
  });
  return [
    setting("disable", ["servicelb", "traefik"], "no Service opens a port of the machine"),
    setting("disable-helm-controller", true, "nobody gets a chart installed with rights that he does not hold"),
    setting("protect-kernel-defaults", true, "the kubelet does not start on a machine with loosened kernel parameters"),
  ];
}
