#!/bin/sh
# Joins the cluster, once, with what portcullis-hand-over gives out on the first control-plane machine: piped in over SSH.
set -eu
umask 077
if [ -e /etc/kubernetes/kubelet.conf ]; then echo "this machine has joined already" >&2; exit 1; fi
tar -xf - -C /etc/kubernetes --no-same-owner --no-same-permissions portcullis/discovery.conf pki/ca.crt pki/ca.key pki/etcd/ca.crt pki/etcd/ca.key pki/front-proxy-ca.crt pki/front-proxy-ca.key pki/sa.key pki/sa.pub portcullis/api-server/encryption.yaml
systemctl start portcullis-first-start.service
