#!/usr/bin/env bash
# Builds OpenTofu at the version that go.mod pins, once, into ${XDG_CACHE_HOME:-~/.cache}/portcullis/opentofu-VERSION: it reads what
# is written for Terraform as Terraform does, where no terraform is on the PATH. Needs Go; a few minutes the first time.
set -euo pipefail
cd "$(dirname "$0")"
version="$(sed -n 's/^require github.com\/opentofu\/opentofu v//p' go.mod)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/portcullis/opentofu-$version"
[ -x "$cache/tofu" ] && exit 0
command -v go >/dev/null || { echo "tofu $version: there is no Go on the PATH to build it with" >&2; exit 1; }
mkdir -p "$cache"
echo "building tofu $version"
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$cache/tofu.new" github.com/opentofu/opentofu/cmd/tofu
mv "$cache/tofu.new" "$cache/tofu"
