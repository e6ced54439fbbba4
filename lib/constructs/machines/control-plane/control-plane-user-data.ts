import { cloudInitUserData } from "../../../formats/cloud-init";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../../spec/data-center-profile-spec";
import { controlPlaneFiles } from "./control-plane-files";

/**
 * What cloud-init does on a control-plane machine. The image holds containerd, kubelet, kubeadm and nftables; nothing is
 * installed. The firewall is loaded before anything is started.
 */
export function controlPlaneUserData(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): string {
  return cloudInitUserData({
    files: controlPlaneFiles(spec, node),
    commands: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "portcullis-firewall.service"],
      ["systemctl", "restart", "systemd-modules-load.service"],
      ["systemctl", "restart", "systemd-sysctl.service"],
      ["systemctl", "start", "portcullis-first-start.service"],
    ],
  });
}
