import { line } from "./break-glass-script";

/** Makes anew what has ended on a control plane, before the kubelet starts, to the letter but for the machine's name. */
export const RENEWS_ENDED_LINES: readonly string[] = [
  "#!/bin/sh",
  "set -eu",
  "umask 077",
  "name=NAME",
  "pki=/etc/kubernetes/pki",
  "kubelet=/var/lib/kubelet/pki",
  'ends() { [ -e "$1" ] && ! openssl x509 -noout -checkend 86400 -in "$1" > /dev/null; }',
  'if [ ! -e "$kubelet/kubelet-client-current.pem" ]; then exit 0; fi',
  "work=$(mktemp -d /run/portcullis.XXXXXX)",
  "trap 'rm -rf \"$work\"' EXIT",
  "renew=no",
  "for certificate in apiserver apiserver-etcd-client apiserver-kubelet-client front-proxy-client etcd/server etcd/peer etcd/healthcheck-client; do",
  'if ends "$pki/$certificate.crt"; then renew=yes; fi',
  "done",
  'if [ "$renew" = yes ]; then kubeadm certs renew all; fi',
  'if ends "$kubelet/kubelet-client-current.pem"; then',
  'printf \'%s\\n\' "basicConstraints=critical,CA:false" "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth" > "$work/extensions"',
  'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=system:nodes/CN=system:node:$name" -keyout "$work/key" -out "$work/request" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }',
  'openssl x509 -req -sha256 -days 2 -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" -in "$work/request" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }',
  'cat "$work/certificate" "$work/key" > "$kubelet/kubelet-client-renewed.pem"',
  'ln -sfn "$kubelet/kubelet-client-renewed.pem" "$kubelet/kubelet-client-current.pem"',
  "fi",
];

export const RENEWS_ENDED: readonly RegExp[] = RENEWS_ENDED_LINES.map((text) =>
  text === "name=NAME" ? /^name=[a-z0-9-]+$/ : line(text),
);
