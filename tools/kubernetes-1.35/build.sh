#!/usr/bin/env bash
# Builds the named Kubernetes programs (those of tools.go; admission-check and audit-levels of their folders) at the version that go.mod pins, once, into
# ${XDG_CACHE_HOME:-~/.cache}/portcullis/kubernetes-VERSION. Needs Go; 2 to 8 minutes a program the first time. The folders of the other
# versions hold a link to this file.
set -euo pipefail
cd "$(dirname "$0")"
version="$(sed -n 's/^require k8s.io\/kubernetes v//p' go.mod)"
[ -n "$version" ] || version="$(sed -n 's/^[[:space:]]*k8s.io\/kubernetes v\([^ ]*\).*/\1/p' go.mod | head -n 1)"
minor="$(echo "$version" | cut -d. -f2)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/portcullis/kubernetes-$version"
mkdir -p "$cache"
flags="-s -w -X k8s.io/component-base/version.gitVersion=v$version -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=$minor"
for program in "$@"; do
  package="k8s.io/kubernetes/cmd/$program"
  # A program of this folder changes with it: Go itself knows whether it is up to date.
  if [ -d "$program" ]; then package="./$program"; elif [ -x "$cache/$program" ]; then continue; fi
  command -v go >/dev/null || { [ -x "$cache/$program" ] && continue; echo "$program $version: there is no Go on the PATH to build it with" >&2; exit 1; }
  echo "building $program $version"
  CGO_ENABLED=0 go build -trimpath -ldflags "$flags" -o "$cache/$program.new" "$package"
  mv "$cache/$program.new" "$cache/$program"
done
