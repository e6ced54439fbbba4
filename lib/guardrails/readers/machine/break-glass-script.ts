/** A line of a script that is known to the letter. */
export function line(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`);
}

/** What `openssl ca` is told where a machine signs a client certificate. */
export const OPENSSL = [
  ...["[req]", "distinguished_name = name", "[name]", "[ca]", "default_ca = signer", "[signer]"],
  ...["database = $work/index", "new_certs_dir = $work", "certificate = $signer.crt", "private_key = $signer.key"],
  ...["default_md = sha256", "rand_serial = yes", "policy = subject", "x509_extensions = client", "[subject]"],
  ...["organizationName = supplied", "commonName = supplied", "[client]", "basicConstraints = critical,CA:false"],
  ...["keyUsage = critical,digitalSignature", "extendedKeyUsage = clientAuth"],
];

const KUBECONFIG =
  '{"apiVersion":"v1","kind":"Config","current-context":"break-glass","clusters":[{"name":"cluster","cluster":{"server":"%s","certificate-authority-data":"%s"}}],"users":[{"name":"break-glass","user":{"client-certificate-data":"%s","client-key-data":"%s"}}],"contexts":[{"name":"break-glass","context":{"cluster":"cluster","user":"break-glass"}}]}';

const OR_SAY_WHY = '2> "$work/said" || { cat "$work/said" >&2; exit 1; }';

/**
 * Lets one of the named people in, with a reason, for some minutes: what differs from cluster to cluster is captured and judged, the
 * rest is compared to the letter. The record comes before the certificate, and without it there is none.
 */
export const BREAKS_GLASS: readonly RegExp[] = [
  line("#!/bin/sh"),
  line("set -eu"),
  line("umask 077"),
  line("LC_ALL=C"),
  line("export LC_ALL"),
  /^people="(?<people>[A-Za-z0-9._@-]+(?: [A-Za-z0-9._@-]+)*)"$/,
  /^minutes=(?<minutes>[1-9]\d{0,8})$/,
  /^group=(?<group>[A-Za-z0-9:._-]+)$/,
  /^signer=(?<signer>(?:\/[A-Za-z0-9._-]+)+)$/,
  /^authority=(?:\/[A-Za-z0-9._-]+)+$/,
  /^server=https:\/\/[a-z0-9.-]+:6443$/,
  line('if [ "$#" -ne 2 ]; then echo "say who and why: portcullis-break-glass NAME REASON > FILE" >&2; exit 2; fi'),
  line("person=$1"),
  line("reason=$2"),
  line("known=no"),
  line('for one in $people; do if [ "$one" = "$person" ]; then known=yes; fi; done'),
  line(
    'if [ "$known" != yes ]; then echo "the description does not name this person under breakGlass" >&2; exit 1; fi',
  ),
  line(
    'if [ "${#reason}" -lt 10 ] || [ "${#reason}" -gt 200 ]; then echo "say why in 10 to 200 characters" >&2; exit 1; fi',
  ),
  line(
    'case $reason in *[!A-Za-z0-9\\ ._:/#,-]*) echo "write the reason in letters, digits, spaces and . _ : / # , -" >&2; exit 1 ;; esac',
  ),
  line('if [ -t 1 ]; then echo "this gives out a key: send it into a file" >&2; exit 1; fi'),
  line("trap 'exit 1' HUP INT TERM"),
  line("work=$(mktemp -d /run/portcullis.XXXXXX)"),
  line("trap 'rm -rf \"$work\"' EXIT"),
  line("now=$(date +%s)"),
  line('end=$(date -u -d "@$((now + 60 * minutes))" +%Y%m%d%H%M%SZ)'),
  line('user="$group:$person:$now"'),
  line(
    'logger --socket-errors=on -p authpriv.alert -t portcullis-break-glass -- "$user until $end, let in by ${SUDO_USER:-root}: $reason"',
  ),
  line(`printf '%s\\n' ${OPENSSL.map((text) => `"${text}"`).join(" ")} > "$work/openssl.conf"`),
  line(': > "$work/index"'),
  line(
    `openssl req -config "$work/openssl.conf" -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=$group/CN=$user" -keyout "$work/key" -out "$work/request" ${OR_SAY_WHY}`,
  ),
  line(
    `openssl ca -config "$work/openssl.conf" -batch -notext -enddate "$end" -in "$work/request" -out "$work/certificate" ${OR_SAY_WHY}`,
  ),
  line(
    `printf '${KUBECONFIG}\\n' "$server" "$(base64 -w 0 "$authority")" "$(base64 -w 0 "$work/certificate")" "$(base64 -w 0 "$work/key")"`,
  ),
];
