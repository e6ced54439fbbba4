import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";

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

/** The kubeconfig of one machine's kubelet, below /etc/kubernetes, for a worker that comes back. */
export const AGAIN_MEMBER = "portcullis/again.conf";

/**
 * The script by which the first control-plane machine hands over what another one needs to join. An administrator pipes it over
 * SSH into that machine's `portcullis-join`: what it gives out is never in user data, in Terraform's state or on a disk between.
 * The credential in it is a certificate of a quarter of an hour that may ask for a kubelet's certificate and nothing more. A worker that was
 * off until its own had ended gets one of its own name, for as long.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/high-availability/#manual-certs
 */
export function handOverScript(): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["profile.controlPlaneNodes", "profile.workers"],
    path: MACHINE_PATHS.handOver,
    mode: "0700",
    owner: "root:root",
    content: `#!/bin/sh
# Hands over what another machine needs to join, to be piped over SSH into portcullis-join on that machine.
# "control-plane" gives out the cluster's keys: whoever reads them is the cluster. Neither belongs into a file.
set -eu
umask 077
if [ -t 1 ]; then echo "this gives out secrets: pipe it into portcullis-join on the machine that joins" >&2; exit 1; fi
trap 'exit 1' HUP INT TERM
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/portcullis"
kubeadm kubeconfig user --config ${MACHINE_PATHS.kubeadm} --client-name portcullis:joining --org system:bootstrappers:kubeadm:default-node-token --validity-period 15m > "$work/${DISCOVERY_MEMBER}"
case "\${1:-}" in
control-plane) tar -cf - -C "$work" ${DISCOVERY_MEMBER} -C /etc/kubernetes ${SHARED_BY_CONTROL_PLANES.join(" ")} ;;
worker) tar -cf - -C "$work" ${DISCOVERY_MEMBER} ;;
again)
case "\${2:-}" in "" | *[!a-z0-9-]*) echo "say which worker comes back" >&2; exit 2 ;; esac
kubeadm kubeconfig user --config ${MACHINE_PATHS.kubeadm} --client-name "system:node:$2" --org system:nodes --validity-period 15m > "$work/${AGAIN_MEMBER}"
tar -cf - -C "$work" ${AGAIN_MEMBER} ;;
*) echo "say control-plane, worker, or again and the name of a worker" >&2; exit 2 ;;
esac
`,
  };
}
