import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/**
 * Starts the control plane once, however often it is asked. Each step runs only after the one before it has succeeded, so that nothing answers
 * without a firewall or without encryption. kubeadm's certificate in `system:masters`, which nobody can revoke, is
 * removed whether or not it succeeded, and the join token is not printed, for cloud-init keeps what is printed.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/
 */
export function firstStartUnit(): ConfigFile {
  return {
    pillar: "authentication",
    fields: [],
    path: MACHINE_PATHS.firstStartUnit,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Description=First start of the Kubernetes control plane
Requires=portcullis-firewall.service
Wants=network-online.target
ConditionPathExists=!/etc/kubernetes/kubelet.conf
After=portcullis-firewall.service network-online.target containerd.service

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=15min
ExecStart=/usr/bin/install -d -m 0700 ${MACHINE_PATHS.apiServerFolder} ${MACHINE_PATHS.auditFolder}
ExecStart=${MACHINE_PATHS.makeEncryptionKey}
ExecStart=/usr/bin/systemctl enable kubelet.service
ExecStart=/usr/bin/kubeadm init phase certs ca --config ${MACHINE_PATHS.kubeadm}
ExecStart=${MACHINE_PATHS.makeKubeletClient}
ExecStart=/usr/bin/kubeadm init --config ${MACHINE_PATHS.kubeadm} --skip-token-print
ExecStart=/usr/bin/chmod 0600 /etc/kubernetes/admin.conf /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env
ExecStopPost=/usr/bin/rm -f /etc/kubernetes/super-admin.conf
`,
  };
}
