import { line } from "./break-glass-script";

/** Takes over a certificate of minutes for the kubelet of a machine that was off too long, to the letter. */
export const JOINS_AGAIN: readonly RegExp[] = [
  line("#!/bin/sh"),
  line("set -eu"),
  line("umask 077"),
  line("taken=/etc/kubernetes/portcullis/again.conf"),
  line("kubelet=/var/lib/kubelet/pki"),
  line(
    'if [ ! -e "$kubelet/kubelet-client-current.pem" ]; then echo "this machine has not joined yet" >&2; exit 1; fi',
  ),
  line("trap 'rm -f \"$taken\"' EXIT"),
  line("tar -xf - -C /etc/kubernetes --no-same-owner --no-same-permissions portcullis/again.conf"),
  line(
    'for part in certificate key; do sed -n "s/^ *client-$part-data: //p" "$taken" | base64 -d; done > "$kubelet/kubelet-client-again.pem"',
  ),
  line('if [ ! -s "$kubelet/kubelet-client-again.pem" ]; then echo "nothing was handed over" >&2; exit 1; fi'),
  line('ln -sfn "$kubelet/kubelet-client-again.pem" "$kubelet/kubelet-client-current.pem"'),
  line("systemctl restart kubelet.service"),
];
