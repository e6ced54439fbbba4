#!/usr/bin/env bash
# Fetches Keycloak's distribution and prepares it for the laboratory, once, into ${XDG_CACHE_HOME:-~/.cache}/portcullis/keycloak-VERSION. Needs Java 17 and Maven; 160 MB.
set -euo pipefail
version=26.4.0
digest=1b6a11a2726ac8a8dc9c91d5fafe989a75ce4f1622d7f7b45c21d5bc16629c0a
cache="${XDG_CACHE_HOME:-$HOME/.cache}/portcullis/keycloak-$version"
[ -x "$cache/kc.sh" ] && exit 0
for program in java mvn unzip; do
  command -v "$program" >/dev/null || { echo "keycloak $version: there is no $program on the PATH" >&2; exit 1; }
done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
echo "fetching keycloak $version"
mvn --batch-mode --quiet dependency:copy -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" -DoutputDirectory="$work" -Dmdep.useBaseVersion=true
archive="$work/keycloak-quarkus-dist-$version.zip"
echo "$digest  $archive" | sha256sum --check --quiet
unzip -q "$archive" -d "$work"
mkdir -p "$(dirname "$cache")"
rm -rf "$cache"
# What it would otherwise do at each start: with a store in memory.
"$work/keycloak-$version/bin/kc.sh" build --db=dev-mem
# Where programs are looked for.
ln -s bin/kc.sh "$work/keycloak-$version/kc.sh"
mv "$work/keycloak-$version" "$cache"
