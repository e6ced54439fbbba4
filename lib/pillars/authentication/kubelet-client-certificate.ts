import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import { KUBELET_CLIENT } from "../../spec/derived";

/**
 * The script that makes the certificate with which the API server asks kubelets, before kubeadm does. kubeadm's own is in
 * `kubeadm:cluster-admins`: whoever reads that file is administrator. This one is in a group that a binding gives the kubelets' API and
 * nothing else. kubeadm keeps what it finds, and `kubeadm certs renew` keeps the group.
 *
 * @see https://kubernetes.io/docs/setup/best-practices/certificates/#all-certificates
 */
export function makeKubeletClient(): ConfigFile {
  return {
    pillar: "authentication",
    fields: [],
    path: MACHINE_PATHS.makeKubeletClient,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Makes the certificate with which the API server asks kubelets, in a group that may ask them and nothing else.
set -eu
umask 077
group=${KUBELET_CLIENT}
signer=${MACHINE_PATHS.clusterSigner}
target=${MACHINE_PATHS.kubeletClient}
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
printf '%s\\n' "basicConstraints=critical,CA:false" "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth" > "$work/extensions"
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=$group/CN=kube-apiserver-kubelet-client" -keyout "$work/key" -out "$work/request" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
openssl x509 -req -sha256 -days 365 -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" -in "$work/request" -CA "$signer.crt" -CAkey "$signer.key" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
mv "$work/key" "$target.key"
mv "$work/certificate" "$target.crt"
`,
  };
}
