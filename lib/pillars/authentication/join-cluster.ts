import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import { AGAIN_MEMBER, DISCOVERY_MEMBER, SHARED_BY_CONTROL_PLANES } from "./hand-over-script";

/** Whether a machine joins as a control plane or as a worker. */
export type JoinsAs = "control-plane" | "worker";

/**
 * The script that takes over from standard input what the first machine hands over, and joins. It takes the files that it
 * names and no others, whatever comes in.
 */
export function joinScript(as: JoinsAs): ConfigFile {
  const members = as === "control-plane" ? [DISCOVERY_MEMBER, ...SHARED_BY_CONTROL_PLANES] : [DISCOVERY_MEMBER];
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes", "profile.workers"],
    path: MACHINE_PATHS.join,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Joins the cluster, once, with what portcullis-hand-over gives out on the first control-plane machine: piped in over SSH.
set -eu
umask 077
if [ -e /etc/kubernetes/kubelet.conf ]; then echo "this machine has joined already" >&2; exit 1; fi
tar -xf - -C /etc/kubernetes --no-same-owner --no-same-permissions ${members.join(" ")}
systemctl start portcullis-first-start.service
`,
  };
}

/**
 * The script that takes over a certificate of a quarter of an hour, of this machine's own name, when the kubelet's ended while the machine
 * was off: nothing else lets it in then. The kubelet renews it before it ends, by a key that it makes itself.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/
 */
export function joinAgainScript(): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["profile.workers"],
    path: MACHINE_PATHS.joinAgain,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Lets this worker in again, whose certificate ended while it was off, by what "portcullis-hand-over again NAME" gives out: piped in over SSH.
set -eu
umask 077
taken=/etc/kubernetes/${AGAIN_MEMBER}
kubelet=/var/lib/kubelet/pki
if [ ! -e "$kubelet/kubelet-client-current.pem" ]; then echo "this machine has not joined yet" >&2; exit 1; fi
trap 'rm -f "$taken"' EXIT
tar -xf - -C /etc/kubernetes --no-same-owner --no-same-permissions ${AGAIN_MEMBER}
for part in certificate key; do sed -n "s/^ *client-$part-data: //p" "$taken" | base64 -d; done > "$kubelet/kubelet-client-again.pem"
if [ ! -s "$kubelet/kubelet-client-again.pem" ]; then echo "nothing was handed over" >&2; exit 1; fi
ln -sfn "$kubelet/kubelet-client-again.pem" "$kubelet/kubelet-client-current.pem"
systemctl restart kubelet.service
`,
  };
}

/**
 * Joins the cluster. Not started with the machine but by the script, for it needs what the first machine hands over; the
 * credential is removed whether or not it succeeded.
 *
 * @see https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-join/
 */
export function joinUnit(as: JoinsAs): ConfigFile {
  const controlPlane = as === "control-plane";
  const folders = controlPlane
    ? `ExecStart=/usr/bin/install -d -m 0700 ${MACHINE_PATHS.apiServerFolder} ${MACHINE_PATHS.auditFolder}\n`
    : "";
  const kubeletClient = controlPlane ? `ExecStart=${MACHINE_PATHS.makeKubeletClient}\n` : "";
  const closed = [
    ...(controlPlane ? ["/etc/kubernetes/admin.conf"] : []),
    "/var/lib/kubelet/config.yaml",
    "/var/lib/kubelet/kubeadm-flags.env",
  ];
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes", "profile.workers"],
    path: MACHINE_PATHS.firstStartUnit,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Description=First start of a Kubernetes ${controlPlane ? "control plane that joins others" : "worker"}
Requires=portcullis-firewall.service
Wants=network-online.target
ConditionPathExists=!/etc/kubernetes/kubelet.conf
After=portcullis-firewall.service network-online.target containerd.service

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=15min
${folders}ExecStart=/usr/bin/systemctl enable kubelet.service
${kubeletClient}ExecStart=/usr/bin/kubeadm join --config ${MACHINE_PATHS.kubeadm}
ExecStart=/usr/bin/chmod 0600 ${closed.join(" ")}
ExecStopPost=/usr/bin/rm -f ${MACHINE_PATHS.discovery}
`,
  };
}
