import type { ConfigFile } from "../../plan/config-file";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../plan/machine-paths";
import type { BreakGlassSpec } from "../../spec/break-glass-spec";
import { BREAK_GLASS } from "../../spec/derived";
import { CLIENT_SIGNER } from "./client-signer";

/** Where a machine keeps what client certificates are signed with, and what its API server is known by. */
export interface SigningMachine {
  readonly apiServerName: string;
  /** The certificate (`.crt`) and key (`.key`) of the authority of client certificates, without their ending. */
  readonly signer: string;
  /** The authority of the API server's own certificate. */
  readonly authority: string;
}

const KUBECONFIG = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  "current-context": "break-glass",
  clusters: [{ name: "cluster", cluster: { server: "%s", "certificate-authority-data": "%s" } }],
  users: [{ name: "break-glass", user: { "client-certificate-data": "%s", "client-key-data": "%s" } }],
  contexts: [{ name: "break-glass", context: { cluster: "cluster", user: "break-glass" } }],
});

/**
 * The script by which somebody with root on a control-plane machine lets a person in for minutes. It makes a key and a
 * certificate in the group `portcullis:break-glass` and writes them as a kubeconfig to a pipe or a file; nothing stays on the
 * machine but the line in its log, which is written first. The user's name carries the person and the second, so that every
 * request on record says whose session it was.
 *
 * By openssl, and neither by kubeadm, which joined machines cannot ask without the API server, nor by the API for
 * certificates, which nobody may be able to reach. `openssl ca` and not `x509`, which counts lives in whole days.
 *
 * @see https://docs.openssl.org/3.0/man1/openssl-ca/
 */
export function breakGlassScript({ people, longestMinutes }: BreakGlassSpec, machine: SigningMachine): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["breakGlass", "profile.apiServerName"],
    path: MACHINE_PATHS.breakGlass,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Lets one person in for an emergency: writes a kubeconfig that is good for minutes. Say who and why:
#   portcullis-break-glass NAME "INC-4711: nobody can log in" > kubeconfig
# To end it before its time: kubectl delete clusterrolebinding ${BREAK_GLASS}
set -eu
umask 077
LC_ALL=C
export LC_ALL
people="${[...people].sort().join(" ")}"
minutes=${longestMinutes}
group=${BREAK_GLASS}
signer=${machine.signer}
authority=${machine.authority}
server=https://${machine.apiServerName}:${API_SERVER_PORT}
if [ "$#" -ne 2 ]; then echo "say who and why: portcullis-break-glass NAME REASON > FILE" >&2; exit 2; fi
person=$1
reason=$2
known=no
for one in $people; do if [ "$one" = "$person" ]; then known=yes; fi; done
if [ "$known" != yes ]; then echo "the description does not name this person under breakGlass" >&2; exit 1; fi
if [ "\${#reason}" -lt 10 ] || [ "\${#reason}" -gt 200 ]; then echo "say why in 10 to 200 characters" >&2; exit 1; fi
case $reason in *[!A-Za-z0-9\\ ._:/#,-]*) echo "write the reason in letters, digits, spaces and . _ : / # , -" >&2; exit 1 ;; esac
if [ -t 1 ]; then echo "this gives out a key: send it into a file" >&2; exit 1; fi
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
now=$(date +%s)
end=$(date -u -d "@$((now + 60 * minutes))" +%Y%m%d%H%M%SZ)
user="$group:$person:$now"
logger --socket-errors=on -p authpriv.alert -t portcullis-break-glass -- "$user until $end, let in by \${SUDO_USER:-root}: $reason"
printf '%s\\n' ${CLIENT_SIGNER} > "$work/openssl.conf"
: > "$work/index"
openssl req -config "$work/openssl.conf" -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=$group/CN=$user" -keyout "$work/key" -out "$work/request" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
openssl ca -config "$work/openssl.conf" -batch -notext -enddate "$end" -in "$work/request" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
printf '${KUBECONFIG}\\n' "$server" "$(base64 -w 0 "$authority")" "$(base64 -w 0 "$work/certificate")" "$(base64 -w 0 "$work/key")"
`,
  };
}
