#!/bin/sh
# Hands over what another machine needs to join, to be piped over SSH into portcullis-join on that machine.
# "control-plane" gives out the cluster's keys: whoever reads them is the cluster. Neither belongs into a file.
set -eu
umask 077
if [ -t 1 ]; then echo "this gives out secrets: pipe it into portcullis-join on the machine that joins" >&2; exit 1; fi
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/portcullis"
kubeadm kubeconfig user --config /etc/kubernetes/portcullis/kubeadm.yaml --client-name portcullis:joining --org system:bootstrappers:kubeadm:default-node-token --validity-period 15m > "$work/portcullis/discovery.conf"
case "${1:-}" in
control-plane) tar -cf - -C "$work" portcullis/discovery.conf -C /etc/kubernetes pki/ca.crt pki/ca.key pki/etcd/ca.crt pki/etcd/ca.key pki/front-proxy-ca.crt pki/front-proxy-ca.key pki/sa.key pki/sa.pub portcullis/api-server/encryption.yaml ;;
worker) tar -cf - -C "$work" portcullis/discovery.conf ;;
again)
case "${2:-}" in "" | *[!a-z0-9-]*) echo "say which worker comes back" >&2; exit 2 ;; esac
kubeadm kubeconfig user --config /etc/kubernetes/portcullis/kubeadm.yaml --client-name "system:node:$2" --org system:nodes --validity-period 15m > "$work/portcullis/again.conf"
tar -cf - -C "$work" portcullis/again.conf ;;
*) echo "say control-plane, worker, or again and the name of a worker" >&2; exit 2 ;;
esac
