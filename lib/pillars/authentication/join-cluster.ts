import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import { DISCOVERY_MEMBER, SHARED_BY_CONTROL_PLANES } from "./hand-over-script";

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
 * The script by which a worker comes back whose kubelet's certificate ended while it was off: nothing else lets it in then. It asks for one of
 * the machine's own name by a key that never leaves it, and takes one certificate of a quarter of an hour for that key, once. The kubelet renews it before
 * it ends.
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
# Lets this worker in again, whose certificate ended while it was off: "ask" writes a request, which "portcullis-hand-over again NAME" signs on
# the first control-plane machine, and "take" reads the certificate, both piped over SSH. The key stays here.
set -eu
umask 077
kubelet=/var/lib/kubelet/pki
asked=$kubelet/again-asked.key
given=$kubelet/again-given.crt
if [ ! -e "$kubelet/kubelet-client-current.pem" ]; then echo "this machine has not joined yet" >&2; exit 1; fi
case "\${1:-}" in
ask)
name=$(openssl x509 -in "$kubelet/kubelet-client-current.pem" -noout -subject -nameopt multiline | sed -n 's/^ *commonName *= //p')
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=system:nodes/CN=$name" -keyout "$asked" ;;
take)
if [ ! -s "$asked" ]; then echo "this machine has not asked, or has taken what it asked for" >&2; exit 1; fi
trap 'rm -f "$given"' EXIT
openssl x509 -out "$given" || { echo "no certificate was handed over" >&2; exit 1; }
if [ "$(openssl x509 -in "$given" -noout -pubkey)" != "$(openssl pkey -in "$asked" -pubout)" ]; then echo "that is no certificate for what this machine asked" >&2; exit 1; fi
cat "$given" "$asked" > "$kubelet/kubelet-client-again.pem"
rm "$asked"
ln -sfn "$kubelet/kubelet-client-again.pem" "$kubelet/kubelet-client-current.pem"
systemctl restart kubelet.service ;;
*) echo "say ask or take" >&2; exit 2 ;;
esac
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
