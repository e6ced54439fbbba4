#!/bin/sh
# Hands over what another machine needs to join, to be piped over SSH into portcullis-join on that machine. Say which one:
# the credential is of use for its name alone, and for a quarter of an hour.
# "control-plane" gives out the cluster's keys: whoever reads them is the cluster. Neither belongs into a file.
set -eu
umask 077
if [ -t 1 ]; then echo "this gives out secrets: pipe it into portcullis-join on the machine that joins" >&2; exit 1; fi
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
name=${2:-}
case "$name" in "" | -* | *- | *[!a-z0-9-]*) echo "say control-plane, worker or again, and the name of the machine" >&2; exit 2 ;; esac
controls=$(jq --arg name "$name" 'any(.controlPlanes[]; .name == $name)' /etc/portcullis/certificates.json)
taken=$(jq --arg name "$name" 'any(.apiServerName, .otherNames[]; . == $name)' /etc/portcullis/certificates.json)
if [ "$taken" != false ]; then echo "$name is the name of something else than a machine" >&2; exit 1; fi
mkdir "$work/portcullis"
discovery() { kubeadm kubeconfig user --config /etc/kubernetes/portcullis/kubeadm.yaml --client-name "system:node:$name" --org system:nodes --validity-period 15m > "$work/portcullis/discovery.conf"; }
case "$1" in
control-plane)
if [ "$controls" != true ]; then echo "the description names no control plane $name" >&2; exit 1; fi
discovery
tar -cf - -C "$work" portcullis/discovery.conf -C /etc/kubernetes pki/ca.crt pki/ca.key pki/etcd/ca.crt pki/etcd/ca.key pki/front-proxy-ca.crt pki/front-proxy-ca.key pki/sa.key pki/sa.pub portcullis/api-server/encryption.yaml ;;
worker)
if [ "$controls" != false ]; then echo "$name is a control plane" >&2; exit 1; fi
discovery
tar -cf - -C "$work" portcullis/discovery.conf ;;
again)
if [ "$controls" != false ]; then echo "a control plane makes its own certificate anew" >&2; exit 1; fi
openssl req -verify -out "$work/request" 2> "$work/said" || { echo "that is no request, as portcullis-join-again ask writes it" >&2; exit 1; }
if [ "$(openssl req -in "$work/request" -noout -subject -nameopt RFC2253)" != "subject=CN=system:node:$name,O=system:nodes" ]; then echo "that is not the request of $name" >&2; exit 1; fi
# Of each request one certificate, ever: what was signed once is not signed again.
mkdir -p /etc/kubernetes/portcullis/signed-again
digest=$(openssl req -in "$work/request" -noout -pubkey | openssl dgst -sha256 -r | cut -c 1-64)
if ! mkdir "/etc/kubernetes/portcullis/signed-again/$digest" 2> "$work/said"; then echo "this request was granted before: ask anew on $name" >&2; exit 1; fi
signer=/etc/kubernetes/pki/ca
printf '%s\n' "[req]" "distinguished_name = name" "[name]" "[ca]" "default_ca = signer" "[signer]" "database = $work/index" "new_certs_dir = $work" "certificate = $signer.crt" "private_key = $signer.key" "default_md = sha256" "rand_serial = yes" "policy = subject" "x509_extensions = client" "[subject]" "organizationName = supplied" "commonName = supplied" "[client]" "basicConstraints = critical,CA:false" "keyUsage = critical,digitalSignature" "extendedKeyUsage = clientAuth" > "$work/openssl.conf"
: > "$work/index"
end=$(date -u -d "@$(($(date +%s) + 900))" +%Y%m%d%H%M%SZ)
openssl ca -config "$work/openssl.conf" -batch -notext -enddate "$end" -in "$work/request" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
cat "$work/certificate" ;;
*) echo "say control-plane, worker or again, and the name of the machine" >&2; exit 2 ;;
esac
