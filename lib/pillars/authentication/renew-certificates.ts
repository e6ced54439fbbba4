import type { ConfigFile } from "../../plan/config-file";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../plan/machine-paths";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";
import { byNames } from "../../spec/machine-roles";

/**
 * Renews each month what kubeadm's certificates give for a year, and restarts what holds them, one component after the other. Each
 * control-plane machine has a day of its own, and none begins while another one is not ready, for etcd decides by majority. With one
 * machine the API server is away for some minutes. It has failed unless the servers are seen to serve what was made.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#manual-certificate-renewal
 */
export function renewCertificates(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  const machines = byNames(spec.profile.controlPlaneNodes);
  const rank = machines.findIndex(({ name }) => name === node.name);
  return [renewScript(machines, node), RENEW_UNIT, renewTimer(rank)];
}

/** Why the manifests wait aside: the kubelet restarts a static pod whose manifest went away and came back, and looks every 20 seconds. */
function renewScript(machines: readonly ControlPlaneNodeInput[], node: ControlPlaneNodeInput): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes"],
    path: MACHINE_PATHS.renew,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Renews the certificates that kubeadm made on this machine, and restarts what holds them, one after the other.
set -eu
umask 077
own=${node.address}
machines="${machines.map(({ address }) => address).join(" ")}"
manifests=/etc/kubernetes/manifests
aside=${MACHINE_PATHS.renewalFolder}
ready() { curl --disable --silent --fail --max-time 5 --output /dev/null --cacert ${MACHINE_PATHS.clusterAuthority} "https://$1:${API_SERVER_PORT}/readyz"; }
# Whether the server at a port shows the certificate that lies on the disk.
serves() { [ "$(openssl s_client -connect "$own:$1" < /dev/null 2> /dev/null | openssl x509 -noout -serial)" = "$(openssl x509 -in "/etc/kubernetes/pki/$2.crt" -noout -serial)" ]; }
mkdir -p "$aside"
# What an interrupted run left aside comes back first.
for manifest in "$aside"/*.yaml; do if [ -e "$manifest" ]; then mv "$manifest" "$manifests/"; fi; done
for machine in $machines; do
if ! ready "$machine"; then echo "the API server of $machine is not ready: nothing is renewed now" >&2; exit 1; fi
done
kubeadm certs renew all
for component in kube-scheduler kube-controller-manager etcd kube-apiserver; do
mv "$manifests/$component.yaml" "$aside/"
sleep 60
mv "$aside/$component.yaml" "$manifests/"
sleep 30
tries=0
until ready "$own"; do
tries=$((tries + 1))
if [ "$tries" -ge 60 ]; then echo "the API server does not answer after the restart of $component" >&2; exit 1; fi
sleep 5
done
done
if ! serves ${API_SERVER_PORT} apiserver; then echo "the API server still serves the certificate of before" >&2; exit 1; fi
if ! serves 2379 etcd/server; then echo "etcd still serves the certificate of before" >&2; exit 1; fi
`,
  };
}

const RENEW_UNIT: ConfigFile = {
  pillar: "authentication",
  fields: [],
  path: MACHINE_PATHS.renewUnit,
  mode: "0644",
  owner: "root:root",
  content: `[Unit]
Description=Renewal of the control plane's certificates
After=network-online.target kubelet.service

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=45min
ExecStart=${MACHINE_PATHS.renew}
`,
};

/** Not caught up after the machine was off, for then several machines would begin at once; the next month is early enough. */
function renewTimer(rank: number): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes"],
    path: MACHINE_PATHS.renewTimer,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Description=Monthly renewal of the control plane's certificates

[Timer]
OnCalendar=*-*-${String(3 + 5 * rank).padStart(2, "0")} 03:00:00
RandomizedDelaySec=1h
Persistent=false

[Install]
WantedBy=timers.target
`,
  };
}
