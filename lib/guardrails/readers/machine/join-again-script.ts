import { line } from "./break-glass-script";

/** By which a worker that was off too long asks for a certificate of its own name and takes one for its key, to the letter. */
export const JOINS_AGAIN: readonly RegExp[] = [
  "#!/bin/sh",
  "set -eu",
  "umask 077",
  "kubelet=/var/lib/kubelet/pki",
  "asked=$kubelet/again-asked.key",
  "given=$kubelet/again-given.crt",
  'if [ ! -e "$kubelet/kubelet-client-current.pem" ]; then echo "this machine has not joined yet" >&2; exit 1; fi',
  'case "${1:-}" in',
  "ask)",
  "name=$(openssl x509 -in \"$kubelet/kubelet-client-current.pem\" -noout -subject -nameopt multiline | sed -n 's/^ *commonName *= //p')",
  'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=system:nodes/CN=$name" -keyout "$asked" ;;',
  "take)",
  'if [ ! -s "$asked" ]; then echo "this machine has not asked, or has taken what it asked for" >&2; exit 1; fi',
  "trap 'rm -f \"$given\"' EXIT",
  'openssl x509 -out "$given" || { echo "no certificate was handed over" >&2; exit 1; }',
  'if [ "$(openssl x509 -in "$given" -noout -pubkey)" != "$(openssl pkey -in "$asked" -pubout)" ]; then echo "that is no certificate for what this machine asked" >&2; exit 1; fi',
  'cat "$given" "$asked" > "$kubelet/kubelet-client-again.pem"',
  'rm "$asked"',
  'ln -sfn "$kubelet/kubelet-client-again.pem" "$kubelet/kubelet-client-current.pem"',
  "systemctl restart kubelet.service ;;",
  '*) echo "say ask or take" >&2; exit 2 ;;',
  "esac",
].map(line);
