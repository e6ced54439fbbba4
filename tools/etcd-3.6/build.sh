#!/usr/bin/env bash
# Builds etcd at the version that go.mod pins, once, into ${XDG_CACHE_HOME:-~/.cache}/portcullis/etcd-VERSION. Needs Go; 1 to 2 minutes.
set -euo pipefail
cd "$(dirname "$0")"
version="$(sed -n 's/^require go.etcd.io\/etcd\/server\/v3 v//p' go.mod)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/portcullis/etcd-$version"
[ -x "$cache/etcd" ] && exit 0
command -v go >/dev/null || { echo "etcd $version: there is no Go on the PATH to build it with" >&2; exit 1; }
mkdir -p "$cache"
echo "building etcd $version"
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$cache/etcd.new" go.etcd.io/etcd/server/v3
mv "$cache/etcd.new" "$cache/etcd"
