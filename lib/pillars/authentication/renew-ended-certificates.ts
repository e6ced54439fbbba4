import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";

/**
 * Brings a control plane back that was off until its certificates had ended: before the kubelet starts, what ends within a day is made
 * anew by the authorities on the machine, the kubelet's own certificate among it. Nobody is asked, for no API server answers then, and
 * nothing is restarted, for nothing runs yet. The timer of each month cannot do it: it waits until every API server is ready.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#manual-certificate-renewal
 */
export function renewEndedCertificates(node: ControlPlaneNodeInput): readonly ConfigFile[] {
  return [renewEndedScript(node), RENEW_ENDED_UNIT];
}

function renewEndedScript({ name }: ControlPlaneNodeInput): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes"],
    path: MACHINE_PATHS.renewEnded,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Before the kubelet starts: makes anew what has ended, or ends within a day, of the certificates of this control plane.
set -eu
umask 077
name=${name}
pki=/etc/kubernetes/pki
kubelet=/var/lib/kubelet/pki
ends() { [ -e "$1" ] && ! openssl x509 -noout -checkend 86400 -in "$1" > /dev/null; }
# A machine that has not started or joined a cluster has none.
if [ ! -e "$kubelet/kubelet-client-current.pem" ]; then exit 0; fi
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
renew=no
for certificate in apiserver apiserver-etcd-client apiserver-kubelet-client front-proxy-client etcd/server etcd/peer etcd/healthcheck-client; do
if ends "$pki/$certificate.crt"; then renew=yes; fi
done
if [ "$renew" = yes ]; then kubeadm certs renew all; fi
if ends "$kubelet/kubelet-client-current.pem"; then
printf '%s\\n' "basicConstraints=critical,CA:false" "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth" > "$work/extensions"
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=system:nodes/CN=system:node:$name" -keyout "$work/key" -out "$work/request" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
openssl x509 -req -sha256 -days 2 -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" -in "$work/request" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
cat "$work/certificate" "$work/key" > "$kubelet/kubelet-client-renewed.pem"
ln -sfn "$kubelet/kubelet-client-renewed.pem" "$kubelet/kubelet-client-current.pem"
fi
`,
  };
}

const RENEW_ENDED_UNIT: ConfigFile = {
  pillar: "authentication",
  fields: [],
  path: MACHINE_PATHS.renewEndedUnit,
  mode: "0644",
  owner: "root:root",
  content: `[Unit]
Description=Renewal of the control plane's certificates that ended while the machine was off
Before=kubelet.service

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=5min
ExecStart=${MACHINE_PATHS.renewEnded}

[Install]
WantedBy=multi-user.target
`,
};
