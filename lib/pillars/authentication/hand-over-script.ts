import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import { CLIENT_SIGNER } from "./client-signer";

/** What every API server of a cluster has in common, below /etc/kubernetes: three authorities, one signer and one key. */
export const SHARED_BY_CONTROL_PLANES = [
  "pki/ca.crt",
  "pki/ca.key",
  "pki/etcd/ca.crt",
  "pki/etcd/ca.key",
  "pki/front-proxy-ca.crt",
  "pki/front-proxy-ca.key",
  "pki/sa.key",
  "pki/sa.pub",
  "portcullis/api-server/encryption.yaml",
] as const;

/** The kubeconfig that leads to the cluster, below /etc/kubernetes. */
export const DISCOVERY_MEMBER = "portcullis/discovery.conf";

/**
 * The script by which the first control-plane machine hands over what another one needs to join. An administrator pipes it over
 * SSH into that machine's `portcullis-join`: what it gives out is never in user data, in Terraform's state or on a disk between.
 * The credential in it is that machine's own for a quarter of an hour: of the group of machines and under its name, so that Kubernetes itself
 * refuses it every other name. For a worker that was off until its own had ended it signs that worker's request, once, for as long: the key
 * stays on the worker.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/#manual-certs
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export function handOverScript(): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes", "profile.workers"],
    path: MACHINE_PATHS.handOver,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Hands over what another machine needs to join, to be piped over SSH into portcullis-join on that machine. Say which one:
# the credential is of use for its name alone, and for a quarter of an hour.
# "control-plane" gives out the cluster's keys: whoever reads them is the cluster. Neither belongs into a file.
set -eu
umask 077
if [ -t 1 ]; then echo "this gives out secrets: pipe it into portcullis-join on the machine that joins" >&2; exit 1; fi
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
name=\${2:-}
case "$name" in "" | -* | *- | *[!a-z0-9-]*) echo "say control-plane, worker or again, and the name of the machine" >&2; exit 2 ;; esac
controls=$(jq --arg name "$name" 'any(.controlPlanes[]; .name == $name)' ${MACHINE_PATHS.certificates})
taken=$(jq --arg name "$name" 'any(.apiServerName, .otherNames[]; . == $name)' ${MACHINE_PATHS.certificates})
if [ "$taken" != false ]; then echo "$name is the name of something else than a machine" >&2; exit 1; fi
mkdir "$work/portcullis"
discovery() { kubeadm kubeconfig user --config ${MACHINE_PATHS.kubeadm} --client-name "system:node:$name" --org system:nodes --validity-period 15m > "$work/${DISCOVERY_MEMBER}"; }
case "$1" in
control-plane)
if [ "$controls" != true ]; then echo "the description names no control plane $name" >&2; exit 1; fi
discovery
tar -cf - -C "$work" ${DISCOVERY_MEMBER} -C /etc/kubernetes ${SHARED_BY_CONTROL_PLANES.join(" ")} ;;
worker)
if [ "$controls" != false ]; then echo "$name is a control plane" >&2; exit 1; fi
discovery
tar -cf - -C "$work" ${DISCOVERY_MEMBER} ;;
again)
if [ "$controls" != false ]; then echo "a control plane makes its own certificate anew" >&2; exit 1; fi
openssl req -verify -out "$work/request" 2> "$work/said" || { echo "that is no request, as portcullis-join-again ask writes it" >&2; exit 1; }
if [ "$(openssl req -in "$work/request" -noout -subject -nameopt RFC2253)" != "subject=CN=system:node:$name,O=system:nodes" ]; then echo "that is not the request of $name" >&2; exit 1; fi
# Of each request one certificate, ever: what was signed once is not signed again.
mkdir -p ${MACHINE_PATHS.signedAgain}
digest=$(openssl req -in "$work/request" -noout -pubkey | openssl dgst -sha256 -r | cut -c 1-64)
if ! mkdir "${MACHINE_PATHS.signedAgain}/$digest" 2> "$work/said"; then echo "this request was granted before: ask anew on $name" >&2; exit 1; fi
signer=${MACHINE_PATHS.clusterSigner}
printf '%s\\n' ${CLIENT_SIGNER} > "$work/openssl.conf"
: > "$work/index"
end=$(date -u -d "@$(($(date +%s) + 900))" +%Y%m%d%H%M%SZ)
openssl ca -config "$work/openssl.conf" -batch -notext -enddate "$end" -in "$work/request" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
cat "$work/certificate" ;;
*) echo "say control-plane, worker or again, and the name of the machine" >&2; exit 2 ;;
esac
`,
  };
}
