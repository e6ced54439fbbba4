import type { ConfigFile } from "../../plan/config-file";
import { API_SERVER_PORT, MACHINE_PATHS } from "../../plan/machine-paths";
import { CERTIFICATE_APPROVER } from "../../spec/derived";
import { CLIENT_SIGNER } from "./client-signer";

const OR_SAY_WHY = '2> "$work/said" || { cat "$work/said" >&2; exit 1; }';

/** Where a machine keeps what client certificates are signed with (`.crt` and `.key`, without their ending), and what its API server is known by. */
export interface DecidingKeys {
  readonly signer: string;
  readonly authority: string;
}

/**
 * The script that decides on requests for certificates: a policy of the API server cannot read what is asked for, for that is PKCS#10. What
 * the API server says of a request (who asks, for how long, for what) jq judges; what stands in it, openssl reads and is compared with
 * the few texts that are allowed. Everything else is denied, with the reason on the request.
 *
 * Each run makes itself a credential of five minutes that decides on these two signers and nothing else: none lies on the machine.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
 */
export function approveCertificatesScript({ signer, authority }: DecidingKeys): ConfigFile {
  return {
    pillar: "authentication",
    fields: [],
    path: MACHINE_PATHS.approveCertificates,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Decides on the requests for certificates that wait: approves what the description allows, and denies all else with the reason.
set -eu
umask 077
LC_ALL=C
export LC_ALL
settings=${MACHINE_PATHS.certificates}
signer=${signer}
authority=${authority}
group=${CERTIFICATE_APPROVER}
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
own=$(jq -r .self.address "$settings")
user="$group:$(jq -r .self.name "$settings")"
# A credential for this run.
printf '%s\\n' ${CLIENT_SIGNER} > "$work/openssl.conf"
: > "$work/index"
end=$(date -u -d "@$(($(date +%s) + 300))" +%Y%m%d%H%M%SZ)
openssl req -config "$work/openssl.conf" -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=$group/CN=$user" -keyout "$work/key" -out "$work/own" ${OR_SAY_WHY}
openssl ca -config "$work/openssl.conf" -batch -notext -enddate "$end" -in "$work/own" -out "$work/certificate" ${OR_SAY_WHY}
ask() { path=$1; shift; curl --disable --silent --show-error --max-time 20 --cacert "$authority" --cert "$work/certificate" --key "$work/key" "$@" "https://$own:${API_SERVER_PORT}$path"; }
ask /apis/certificates.k8s.io/v1/certificatesigningrequests --fail --output "$work/requests"
# Most of the time nothing waits, and nobody else is asked.
if jq -e 'all(.items[]; (.status.conditions // []) != [])' "$work/requests" > "$work/said"; then exit 0; fi
ask /api/v1/nodes --fail --output "$work/nodes"
# By what the API server says of each request: denied with a reason, or to be looked into, with what may stand in it.
jq -r --slurpfile settings "$settings" --slurpfile nodes "$work/nodes" '
def number: split(".") | map(tonumber) | .[0] * 16777216 + .[1] * 65536 + .[2] * 256 + .[3];
def inside($range): ($range | split("/")) as $parts | pow(2; 32 - ($parts[1] | tonumber)) as $size | (number / $size | floor) == (($parts[0] | number) / $size | floor);
def is($pattern): test("\\\\A(?:" + $pattern + ")\\\\z");
def only($allowed; $needed): (. - $allowed | length) == 0 and index($needed) != null;
def deny($why): {verdict: "deny", why: $why};
def look($user; $groups; $extensions): {verdict: "look", subjects: [$groups[] | "CN=\\($user),O=\\(.)", "O=\\(.),CN=\\($user)"], extensions: $extensions};
def person:
(.spec.username // "") as $user | (.spec.groups // []) as $groups
| [$settings[0].people[] | select((.users | index($user)) or any(.groups[]; . as $one | $groups | index($one))) | .group] as $allowed
| if ($user | is("oidc(-[a-z0-9-]+)?:[A-Za-z0-9._@-]+") | not) then deny("only somebody who has logged in at a provider of OpenID Connect may ask, under a name of letters, digits and . _ @ -")
elif $allowed == [] then deny("whoever asks holds no persona that contains the rights of a group of certificates")
elif .spec.expirationSeconds == null then deny("it states no life: set spec.expirationSeconds to at most 3600")
elif .spec.expirationSeconds > 3600 then deny("its life is above an hour: set spec.expirationSeconds to at most 3600")
elif (.spec.usages // [] | only(["client auth", "digital signature", "key encipherment"]; "client auth") | not) then deny("its usages are other than client auth, digital signature and key encipherment")
else look("cert:\\($user)"; $allowed; ["Attributes:(none)RequestedExtensions:", "Attributes:(none)", "Attributes:a0:00"]) end;
def machine:
(.spec.username // "") as $user | ($user | ltrimstr("system:node:")) as $name
| [$nodes[0].items[] | select(.metadata.name == $name) | .status.addresses // [] | .[] | select(.type == "InternalIP") | .address] as $addresses
| ($addresses[0] // "") as $address
| if ($user | is("system:node:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") | not) or (.spec.groups // [] | index("system:nodes")) == null then deny("a kubelet asks for its own machine, and nobody else asks")
elif (.spec.usages // [] | only(["digital signature", "key encipherment", "server auth"]; "server auth") | not) then deny("its usages are other than server auth, digital signature and key encipherment")
elif [$settings[0].apiServerName] + $settings[0].otherNames | index($name) then deny("the name is that of something else than a machine")
elif $addresses == [] then {verdict: "wait"}
elif ($addresses | length) > 1 then deny("the machine says to have several addresses")
elif ($address | is("[0-9]{1,3}([.][0-9]{1,3}){3}") | not) or (any($settings[0].machineRanges[]; . as $range | $address | inside($range)) | not) then deny("the address is in no range of machines")
elif $settings[0].otherAddresses | index($address) then deny("the address is that of something else than a machine")
elif any($settings[0].controlPlanes[]; (.name == $name) != (.address == $address)) then deny("the address is not that of this control plane, or is that of one")
elif any($nodes[0].items[] | select(.metadata.name != $name) | .status.addresses // [] | .[]; .address == $address or .address == $name) then deny("another machine has this name or address")
else look($user; ["system:nodes"]; ["Attributes:RequestedExtensions:X509v3SubjectAlternativeName:DNS:\\($name),IPAddress:\\($address)"]) end;
.items[] | select((.status.conditions // []) == [] and (.metadata.name | is("[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?")))
| (if .spec.signerName == "kubernetes.io/kube-apiserver-client" then person elif .spec.signerName == "kubernetes.io/kubelet-serving" then machine else empty end) as $judged
| select($judged.verdict != "wait") | [.metadata.name, $judged.verdict, $judged.why // "", .spec.request, ($judged.subjects // [] | join(";")), ($judged.extensions // [] | join(";"))]
| select(any(.[]; contains("|") or contains("\\n")) | not) | join("|")' "$work/requests" > "$work/judged"
# By what stands in it: says what is wrong, or nothing.
complaint() {
printf %s "$1" | base64 -d > "$work/request" 2> /dev/null || { echo "it is not base64"; return; }
openssl req -in "$work/request" > "$work/again" 2> /dev/null || { echo "it is no request of PKCS#10"; return; }
cmp -s "$work/request" "$work/again" || { echo "it holds something beside one request, as openssl writes it"; return; }
openssl req -in "$work/request" -noout -verify 2>&1 | grep -q "verify OK" || { echo "its signature is not that of its key"; return; }
subject=$(openssl req -in "$work/request" -noout -subject -nameopt RFC2253)
case ";$2;" in *";\${subject#subject=};"*) ;; *) echo "its subject is not $(printf %s "$2" | cut -d ";" -f 1)"; return ;; esac
extensions=$(openssl req -in "$work/request" -noout -text -reqopt no_header,no_version,no_serial,no_signame,no_validity,no_subject,no_issuer,no_pubkey,no_sigdump,no_aux | tr -d ' \\n')
case ";$3;" in *";$extensions;"*) ;; *) echo "it asks for other names, addresses or extensions than it may have"; return ;; esac
openssl req -in "$work/request" -noout -pubkey | openssl pkey -pubin -noout -text_pub > "$work/public" 2> /dev/null || { echo "its key cannot be read"; return; }
if grep -q -x -E "ASN1 OID: (prime256v1|secp384r1|secp521r1)" "$work/public"; then return; fi
if head -n 1 "$work/public" | grep -q -x -E "(RSA )?Public-Key: \\((2048|3072|4096) bit\\)" && grep -q -x "Exponent: 65537 (0x10001)" "$work/public"; then return; fi
echo "its key is weak: take P-256, P-384, P-521, or RSA of 2048, 3072 or 4096 bits"
}
failed=0
while IFS="|" read -r name verdict why request subjects extensions; do
if [ "$verdict" = look ]; then why=$(complaint "$request" "$subjects" "$extensions"); fi
decision=Denied
if [ "$verdict" = look ] && [ -z "$why" ]; then decision=Approved; why="the description allows it"; fi
jq --arg name "$name" --arg decision "$decision" --arg why "$why" '.items[] | select(.metadata.name == $name) | .apiVersion = "certificates.k8s.io/v1" | .kind = "CertificateSigningRequest" | .status.conditions = [{type: $decision, status: "True", reason: "Portcullis", message: $why}]' "$work/requests" > "$work/decided"
code=$(ask "/apis/certificates.k8s.io/v1/certificatesigningrequests/$name/approval" --request PUT --header "Content-Type: application/json" --data-binary "@$work/decided" --output "$work/answer" --write-out "%{http_code}") || code=000
echo "$decision $name: $why ($code)"
# Another control plane may have been quicker.
case $code in 200|404|409) ;; *) failed=1 ;; esac
done < "$work/judged"
exit "$failed"
`,
  };
}
