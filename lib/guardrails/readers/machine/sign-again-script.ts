import { line, OPENSSL } from "./break-glass-script";

/** For which machine something is given out: one that is said, and a control plane only where the description knows it as one. To the letter. */
export const FOR_ONE_MACHINE: readonly RegExp[] = [
  "name=${2:-}",
  'case "$name" in "" | -* | *- | *[!a-z0-9-]*) echo "say control-plane, worker or again, and the name of the machine" >&2; exit 2 ;; esac',
  "controls=$(jq --arg name \"$name\" 'any(.controlPlanes[]; .name == $name)' /etc/portcullis/certificates.json)",
  "taken=$(jq --arg name \"$name\" 'any(.apiServerName, .otherNames[]; . == $name)' /etc/portcullis/certificates.json)",
  'if [ "$taken" != false ]; then echo "$name is the name of something else than a machine" >&2; exit 1; fi',
].map(line);

/** What signs the request of a worker that comes back: for the name that was said, no control plane's, once, for a quarter of an hour. To the letter. */
export const SIGNS_AGAIN: readonly RegExp[] = [
  "again)",
  'if [ "$controls" != false ]; then echo "a control plane makes its own certificate anew" >&2; exit 1; fi',
  'openssl req -verify -out "$work/request" 2> "$work/said" || { echo "that is no request, as portcullis-join-again ask writes it" >&2; exit 1; }',
  'if [ "$(openssl req -in "$work/request" -noout -subject -nameopt RFC2253)" != "subject=CN=system:node:$name,O=system:nodes" ]; then echo "that is not the request of $name" >&2; exit 1; fi',
  "mkdir -p /etc/kubernetes/portcullis/signed-again",
  'digest=$(openssl req -in "$work/request" -noout -pubkey | openssl dgst -sha256 -r | cut -c 1-64)',
  'if ! mkdir "/etc/kubernetes/portcullis/signed-again/$digest" 2> "$work/said"; then echo "this request was granted before: ask anew on $name" >&2; exit 1; fi',
  "signer=/etc/kubernetes/pki/ca",
  `printf '%s\\n' ${OPENSSL.map((text) => `"${text}"`).join(" ")} > "$work/openssl.conf"`,
  ': > "$work/index"',
  'end=$(date -u -d "@$(($(date +%s) + 900))" +%Y%m%d%H%M%SZ)',
  'openssl ca -config "$work/openssl.conf" -batch -notext -enddate "$end" -in "$work/request" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }',
  'cat "$work/certificate" ;;',
].map(line);
