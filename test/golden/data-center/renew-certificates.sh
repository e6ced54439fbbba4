#!/bin/sh
# Renews the certificates that kubeadm made on this machine, and restarts what holds them, one after the other.
set -eu
umask 077
own=10.40.0.11
machines="10.40.0.11"
manifests=/etc/kubernetes/manifests
aside=/etc/kubernetes/portcullis/renewal
ready() { curl --disable --silent --fail --max-time 5 --output /dev/null --cacert /etc/kubernetes/pki/ca.crt "https://$1:6443/readyz"; }
# Whether the server at a port shows the certificate that lies on the disk.
serves() { [ "$(openssl s_client -connect "$own:$1" < /dev/null 2> /dev/null | openssl x509 -noout -serial)" = "$(openssl x509 -in "/etc/kubernetes/pki/$2.crt" -noout -serial)" ]; }
mkdir -p "$aside"
# What an interrupted run left aside comes back first.
for manifest in "$aside"/*.yaml; do if [ -e "$manifest" ]; then mv "$manifest" "$manifests/"; fi; done
for machine in $machines; do
if ! ready "$machine"; then echo "the API server of $machine is not ready: nothing is renewed now" >&2; exit 1; fi
done
kubeadm certs renew all
for component in kube-scheduler kube-controller-manager etcd kube-apiserver; do
mv "$manifests/$component.yaml" "$aside/"
sleep 60
mv "$aside/$component.yaml" "$manifests/"
sleep 30
tries=0
until ready "$own"; do
tries=$((tries + 1))
if [ "$tries" -ge 60 ]; then echo "the API server does not answer after the restart of $component" >&2; exit 1; fi
sleep 5
done
done
if ! serves 6443 apiserver; then echo "the API server still serves the certificate of before" >&2; exit 1; fi
if ! serves 2379 etcd/server; then echo "etcd still serves the certificate of before" >&2; exit 1; fi
