#!/bin/sh
# Makes the key that encrypts secrets in etcd, once. It never leaves this machine: back it up sealed, with etcd's backups.
set -eu
umask 077
template=/etc/kubernetes/portcullis/encryption.template.yaml
target=/etc/kubernetes/portcullis/api-server/encryption.yaml
if [ -s "$target" ]; then exit 0; fi
key=$(head -c 32 /dev/urandom | base64 -w 0)
# 32 bytes are 44 characters: anything else was a failure that the pipe hid.
if [ "$(printf %s "$key" | wc -c)" -ne 44 ]; then echo "no key could be made" >&2; exit 1; fi
printf 's|%s|%s|\n' 'MADE-ON-THE-MACHINE' "$key" | sed -f /dev/stdin "$template" > "$target.new"
mv "$target.new" "$target"
