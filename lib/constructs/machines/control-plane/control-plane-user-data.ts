import { cloudInitUserData } from "../../../formats/cloud-init";
import { startForwarder } from "../../../pillars/audit/forwarder/forwarder-service";
import { accessEnds } from "../../../pillars/authorization/ending-access";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../../spec/data-center-profile-spec";
import { firstControlPlaneNode } from "../../../spec/machine-roles";
import { PREPARE_MACHINE } from "../every-machine/start-commands";
import { controlPlaneFiles } from "./control-plane-files";

/**
 * What cloud-init does on a control-plane machine. The image holds containerd, curl, kubelet, kubeadm and nftables, and
 * where there is a virtual address keepalived; nothing is installed. The firewall is loaded before anything is started.
 * The first machine starts the cluster; the others wait for an administrator, who brings what they need to join.
 */
export function controlPlaneUserData(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): string {
  const startsCluster = firstControlPlaneNode(spec.profile).name === node.name;
  return cloudInitUserData({
    files: controlPlaneFiles(spec, node),
    commands: [
      ...PREPARE_MACHINE,
      ...startForwarder(spec),
      ...(spec.profile.virtualAddress === undefined
        ? []
        : [
            ["systemctl", "enable", "keepalived.service"],
            ["systemctl", "restart", "keepalived.service"],
          ]),
      ["systemctl", "enable", "--now", "portcullis-renew-certificates.timer"],
      ["systemctl", "enable", "portcullis-renew-ended-certificates.service"],
      ["systemctl", "enable", "--now", "portcullis-approve-certificates.timer"],
      ...(accessEnds(spec) ? [["systemctl", "enable", "--now", "portcullis-end-access.timer"]] : []),
      ...(startsCluster ? [["systemctl", "start", "portcullis-first-start.service"]] : []),
    ],
  });
}
