import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/**
 * Loads the firewall before any interface is up, and again whenever the distribution's `nftables.service`, which empties
 * everything, was started, restarted or reloaded. Stopping it leaves the rules in place.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.special.html#network-pre.target
 */
export function hostFirewallUnit(): ConfigFile {
  return {
    pillar: "network",
    fields: [],
    path: MACHINE_PATHS.firewallUnit,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Description=Closed host firewall
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target shutdown.target
After=local-fs.target nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${MACHINE_PATHS.firewall}
ExecReload=/usr/sbin/nft -f ${MACHINE_PATHS.firewall}

[Install]
WantedBy=sysinit.target
`,
  };
}

/** The kubelet, and with it the whole control plane, runs behind a loaded firewall or not at all. */
export function kubeletBehindFirewall(): ConfigFile {
  return behindFirewall(MACHINE_PATHS.kubeletDropIn);
}

/** k3s, which is control plane and kubelet in one, runs behind a loaded firewall or not at all. */
export function k3sBehindFirewall(): ConfigFile {
  return behindFirewall(MACHINE_PATHS.k3sDropIn);
}

/** Nobody listens for VRRP, which carries no proof, without the firewall that hears the other control planes alone. */
export function keepalivedBehindFirewall(): ConfigFile {
  return behindFirewall(MACHINE_PATHS.keepalivedDropIn);
}

function behindFirewall(path: string): ConfigFile {
  return {
    pillar: "network",
    fields: [],
    path,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Requires=portcullis-firewall.service
After=portcullis-firewall.service
`,
  };
}
