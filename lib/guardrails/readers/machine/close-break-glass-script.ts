import { line } from "./break-glass-script";

/** Ends sessions of breaking glass and undoes what they left behind, to the letter: it acts as the administrator. */
export const CLOSES_BREAK_GLASS: readonly RegExp[] = [
  line("#!/bin/sh"),
  line("set -eu"),
  line("umask 077"),
  line("LC_ALL=C"),
  line("export LC_ALL"),
  /^own=[0-9.]+$/,
  line("group=portcullis:break-glass"),
  line("records=/var/log/kubernetes/audit"),
  /^administrator=(?:\/etc\/kubernetes\/admin\.conf|\/etc\/rancher\/k3s\/k3s\.yaml)$/,
  /^authority=(?:\/etc\/kubernetes\/pki\/ca\.crt|\/var\/lib\/rancher\/k3s\/server\/tls\/server-ca\.crt)$/,
  line("trap 'exit 1' HUP INT TERM"),
  line("work=$(mktemp -d /run/portcullis.XXXXXX)"),
  line("trap 'rm -rf \"$work\"' EXIT"),
  line("for part in certificate key; do"),
  line('sed -n "s/^ *client-$part-data: //p" "$administrator" | base64 -d > "$work/$part"'),
  line("done"),
  line("left=0"),
  line(
    'say() { echo "$1"; logger --socket-errors=on -p authpriv.alert -t portcullis-break-glass -- "closing: $1" || left=1; }',
  ),
  line(
    'ask() { method=$1; path=$2; shift 2; curl --disable --silent --show-error --max-time 20 --cacert "$authority" --cert "$work/certificate" --key "$work/key" --request "$method" --output "$work/answer" --write-out "%{http_code}" "$@" "https://$own:6443$path" || echo 000; }',
  ),
  line("for kind in clusterrolebindings rolebindings; do"),
  line('code=$(ask GET "/apis/rbac.authorization.k8s.io/v1/$kind")'),
  line(
    'if [ "$code" != 200 ]; then echo "the API server does not list $kind ($code): nothing was closed" >&2; exit 1; fi',
  ),
  line(
    'jq -r --arg group "$group" --arg kind "$kind" \'.items[] | select(any(.subjects[]?; .name == $group or (.name | startswith($group + ":")))) | "/apis/rbac.authorization.k8s.io/v1" + (if $kind == "rolebindings" then "/namespaces/" + (.metadata.namespace | @uri) else "" end) + "/" + $kind + "/" + (.metadata.name | @uri)\' "$work/answer" > "$work/bindings"',
  ),
  line("while read -r path; do"),
  line('code=$(ask DELETE "$path")'),
  line(
    'case $code in 200|404) say "ended: $path" ;; *) echo "$path is still there ($code): nothing else was closed" >&2; exit 1 ;; esac',
  ),
  line('done < "$work/bindings"'),
  line("done"),
  line('say "every session is over"'),
  line('find "$records" -type f -name "*.log" -exec cat {} + > "$work/records"'),
  line('find "$records" -type f -name "*.log.gz" -exec gzip -d -c {} + >> "$work/records"'),
  line(
    'jq -R -r --arg group "$group" \'fromjson? | select((.stage == "ResponseComplete" or .stage == "ResponseStarted") and (.user.username // "" | startswith($group + ":")) and (.responseStatus.code // 0) < 300)',
  ),
  line('| select(.requestURI // "" | test("[?&]dryRun=") | not)'),
  line('| (.objectRef // {}) as $object | ($object.subresource // "") as $part'),
  line('| (($object.resource // "") + (if $part == "" then "" else "/" + $part end)) as $what'),
  line(
    '| select(.verb == "create" or .verb == "update" or .verb == "patch" or .verb == "delete" or .verb == "deletecollection" or ($part | test("^(exec|attach|portforward|proxy)$")))',
  ),
  line('| select($object.resource // "" | test("^selfsubject") | not)'),
  line(
    '| (if ($object.apiGroup // "") == "" then "/api/" else "/apis/" + $object.apiGroup + "/" end + ($object.apiVersion // "") + (if ($object.namespace // "") == "" then "" else "/namespaces/" + ($object.namespace | @uri) end) + "/" + ($object.resource // "")) as $all',
  ),
  line('| (if ($object.name // "") == "" then "" else $all + "/" + ($object.name | @uri) end) as $one'),
  line(
    '| (if ($what == "pods" or $what == "jobs") and .verb == "delete" and $one != "" then "allowed" elif $what == "pods/eviction" or $what == "deployments/scale" or $what == "statefulsets/scale" then "allowed" elif $one == "" then "look" elif .verb == "create" and $what == "serviceaccounts/token" then "account" elif .verb == "create" and $what == "certificatesigningrequests" then "request" elif .verb == "create" and $part == "" then "made" else "look" end) as $way',
  ),
  line(
    '| [.requestReceivedTimestamp, $way, (if $one == "" then $all else $one end), .verb + " " + $what, .user.username] | join("|")\' "$work/records" | sort -u > "$work/done"',
  ),
  line('while IFS="|" read -r when way path verb user; do'),
  line("case $way in"),
  line('allowed) say "allowed: $verb $path, $when by $user" ;;'),
  line("made|request)"),
  line("certificate="),
  line(
    'if [ "$way" = request ] && [ "$(ask GET "$path")" = 200 ]; then certificate=$(jq -r \'.status.certificate // ""\' "$work/answer"); fi',
  ),
  line(
    'code=$(ask DELETE "$path" --header "Content-Type: application/json" --data \'{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}\')',
  ),
  line(
    'case $code in 200|202) say "undone: $verb $path, $when by $user" ;; 404) say "gone already: $verb $path, $when by $user" ;; *) left=1; say "look: $path could not be deleted ($code), made $when by $user" ;; esac',
  ),
  line(
    'if [ -n "$certificate" ]; then left=1; say "look: nobody can call back the certificate $(printf %s "$certificate" | base64 -d | openssl x509 -noout -subject -nameopt RFC2253 -enddate | tr \'\\n\' \' \')of $path"; fi ;;',
  ),
  line("account)"),
  line('code=$(ask GET "$path")'),
  line('if [ "$code" = 404 ]; then say "gone already: $path with its tokens"; continue; fi'),
  line(
    'jq \'{apiVersion: "v1", kind: "ServiceAccount", metadata: {name: .metadata.name, namespace: .metadata.namespace, labels: .metadata.labels, annotations: .metadata.annotations}, imagePullSecrets, automountServiceAccountToken} | del(.. | nulls)\' "$work/answer" > "$work/account"',
  ),
  line('code=$(ask DELETE "$path")'),
  line(
    'if [ "$code" = 200 ]; then code=$(ask POST "${path%/*}" --header "Content-Type: application/json" --data-binary "@$work/account"); fi',
  ),
  line(
    'case $code in 201|409) say "undone: $verb $path, $when by $user: it was made anew, so restart its pods" ;; *) left=1; say "look: $path was not made anew ($code), of which $user has a token since $when" ;; esac ;;',
  ),
  line('*) left=1; say "look: $verb $path, $when by $user" ;;'),
  line("esac"),
  line('done < "$work/done"'),
  line('if [ ! -s "$work/done" ]; then say "this machine\'s record holds nothing that a session changed"; fi'),
  line('if [ "$left" -ne 0 ]; then exit 3; fi'),
];
