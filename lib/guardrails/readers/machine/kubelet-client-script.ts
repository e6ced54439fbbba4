import { line } from "./break-glass-script";

const OR_SAY_WHY = '2> "$work/said" || { cat "$work/said" >&2; exit 1; }';

/** Makes the API server's certificate for asking kubelets: its group is captured and judged, the rest is compared to the letter. */
export const MAKES_KUBELET_CLIENT: readonly RegExp[] = [
  line("#!/bin/sh"),
  line("set -eu"),
  line("umask 077"),
  /^group=(?<kubeletClient>[A-Za-z0-9:._-]+)$/,
  line("signer=/etc/kubernetes/pki/ca"),
  line("target=/etc/kubernetes/pki/apiserver-kubelet-client"),
  line("work=$(mktemp -d /run/portcullis.XXXXXX)"),
  line("trap 'rm -rf \"$work\"' EXIT"),
  line(
    'printf \'%s\\n\' "basicConstraints=critical,CA:false" "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth" > "$work/extensions"',
  ),
  line(
    `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=$group/CN=kube-apiserver-kubelet-client" -keyout "$work/key" -out "$work/request" ${OR_SAY_WHY}`,
  ),
  line(
    `openssl x509 -req -sha256 -days 365 -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" -in "$work/request" -CA "$signer.crt" -CAkey "$signer.key" -out "$work/certificate" ${OR_SAY_WHY}`,
  ),
  line('mv "$work/key" "$target.key"'),
  line('mv "$work/certificate" "$target.crt"'),
];
