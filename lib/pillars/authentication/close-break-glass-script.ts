import type { ConfigFile } from "../../plan/config-file";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../plan/machine-paths";
import { BREAK_GLASS } from "../../spec/derived";

/** Where a machine's API server answers, what it is known by, and where the administrator's kubeconfig lies. */
export interface ClosingMachine {
  readonly address: string;
  readonly authority: string;
  readonly administrator: string;
}

/**
 * The script that ends every session of breaking glass and undoes what it left behind, as the machine's record has it. What was made is
 * deleted; an account of which a token was asked for is made anew, so that its tokens are nobody's. What cannot be undone from a record
 * (what was changed or deleted, a certificate that was signed, commands in pods) is named, and the script ends with 3.
 *
 * Each API server keeps a record of its own: it is run on every control-plane machine.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export function closeBreakGlassScript({ address, authority, administrator }: ClosingMachine): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["breakGlass", "profile.controlPlaneNodes", "profile.node"],
    path: MACHINE_PATHS.closeBreakGlass,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Ends every session of breaking glass, and undoes what it left behind, as this machine's record has it. Run it on each control plane.
# Ends with 3 where something is left for a person to look at.
set -eu
umask 077
LC_ALL=C
export LC_ALL
own=${address}
group=${BREAK_GLASS}
records=${MACHINE_PATHS.auditFolder}
administrator=${administrator}
authority=${authority}
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
for part in certificate key; do
sed -n "s/^ *client-$part-data: //p" "$administrator" | base64 -d > "$work/$part"
done
left=0
say() { echo "$1"; logger --socket-errors=on -p authpriv.alert -t portcullis-break-glass -- "closing: $1" || left=1; }
ask() { method=$1; path=$2; shift 2; curl --disable --silent --show-error --max-time 20 --cacert "$authority" --cert "$work/certificate" --key "$work/key" --request "$method" --output "$work/answer" --write-out "%{http_code}" "$@" "https://$own:${API_SERVER_PORT}$path" || echo 000; }
# First of all nobody of the group may do anything any more.
for kind in clusterrolebindings rolebindings; do
code=$(ask GET "/apis/rbac.authorization.k8s.io/v1/$kind")
if [ "$code" != 200 ]; then echo "the API server does not list $kind ($code): nothing was closed" >&2; exit 1; fi
jq -r --arg group "$group" --arg kind "$kind" '.items[] | select(any(.subjects[]?; .name == $group or (.name | startswith($group + ":")))) | "/apis/rbac.authorization.k8s.io/v1" + (if $kind == "rolebindings" then "/namespaces/" + (.metadata.namespace | @uri) else "" end) + "/" + $kind + "/" + (.metadata.name | @uri)' "$work/answer" > "$work/bindings"
while read -r path; do
code=$(ask DELETE "$path")
case $code in 200|404) say "ended: $path" ;; *) echo "$path is still there ($code): nothing else was closed" >&2; exit 1 ;; esac
done < "$work/bindings"
done
say "every session is over"
find "$records" -type f -name "*.log" -exec cat {} + > "$work/records"
find "$records" -type f -name "*.log.gz" -exec gzip -d -c {} + >> "$work/records"
# What the sessions did, in the order of time: what is to be done about it, where it is, and the verb.
jq -R -r --arg group "$group" 'fromjson? | select((.stage == "ResponseComplete" or .stage == "ResponseStarted") and (.user.username // "" | startswith($group + ":")) and (.responseStatus.code // 0) < 300)
| select(.requestURI // "" | test("[?&]dryRun=") | not)
| (.objectRef // {}) as $object | ($object.subresource // "") as $part
| (($object.resource // "") + (if $part == "" then "" else "/" + $part end)) as $what
| select(.verb == "create" or .verb == "update" or .verb == "patch" or .verb == "delete" or .verb == "deletecollection" or ($part | test("^(exec|attach|portforward|proxy)$")))
| select($object.resource // "" | test("^selfsubject") | not)
| (if ($object.apiGroup // "") == "" then "/api/" else "/apis/" + $object.apiGroup + "/" end + ($object.apiVersion // "") + (if ($object.namespace // "") == "" then "" else "/namespaces/" + ($object.namespace | @uri) end) + "/" + ($object.resource // "")) as $all
| (if ($object.name // "") == "" then "" else $all + "/" + ($object.name | @uri) end) as $one
| (if ($what == "pods" or $what == "jobs") and .verb == "delete" and $one != "" then "allowed" elif $what == "pods/eviction" or $what == "deployments/scale" or $what == "statefulsets/scale" then "allowed" elif $one == "" then "look" elif .verb == "create" and $what == "serviceaccounts/token" then "account" elif .verb == "create" and $what == "certificatesigningrequests" then "request" elif .verb == "create" and $part == "" then "made" else "look" end) as $way
| [.requestReceivedTimestamp, $way, (if $one == "" then $all else $one end), .verb + " " + $what, .user.username] | join("|")' "$work/records" | sort -u > "$work/done"
while IFS="|" read -r when way path verb user; do
case $way in
allowed) say "allowed: $verb $path, $when by $user" ;;
made|request)
certificate=
if [ "$way" = request ] && [ "$(ask GET "$path")" = 200 ]; then certificate=$(jq -r '.status.certificate // ""' "$work/answer"); fi
code=$(ask DELETE "$path" --header "Content-Type: application/json" --data '{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}')
case $code in 200|202) say "undone: $verb $path, $when by $user" ;; 404) say "gone already: $verb $path, $when by $user" ;; *) left=1; say "look: $path could not be deleted ($code), made $when by $user" ;; esac
if [ -n "$certificate" ]; then left=1; say "look: nobody can call back the certificate $(printf %s "$certificate" | base64 -d | openssl x509 -noout -subject -nameopt RFC2253 -enddate | tr '\\n' ' ')of $path"; fi ;;
account)
code=$(ask GET "$path")
if [ "$code" = 404 ]; then say "gone already: $path with its tokens"; continue; fi
jq '{apiVersion: "v1", kind: "ServiceAccount", metadata: {name: .metadata.name, namespace: .metadata.namespace, labels: .metadata.labels, annotations: .metadata.annotations}, imagePullSecrets, automountServiceAccountToken} | del(.. | nulls)' "$work/answer" > "$work/account"
code=$(ask DELETE "$path")
if [ "$code" = 200 ]; then code=$(ask POST "\${path%/*}" --header "Content-Type: application/json" --data-binary "@$work/account"); fi
# The account of a namespace comes back by itself.
case $code in 201|409) say "undone: $verb $path, $when by $user: it was made anew, so restart its pods" ;; *) left=1; say "look: $path was not made anew ($code), of which $user has a token since $when" ;; esac ;;
*) left=1; say "look: $verb $path, $when by $user" ;;
esac
done < "$work/done"
if [ ! -s "$work/done" ]; then say "this machine's record holds nothing that a session changed"; fi
if [ "$left" -ne 0 ]; then exit 3; fi
`,
  };
}
