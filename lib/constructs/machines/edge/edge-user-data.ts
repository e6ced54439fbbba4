import { cloudInitUserData } from "../../../formats/cloud-init";
import { startForwarder } from "../../../pillars/audit/forwarder/forwarder-service";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { EdgeClusterSpec } from "../../../spec/cluster-spec";
import { edgeFiles } from "./edge-files";

/**
 * What cloud-init does on the machine of an edge cluster. The image holds k3s with its unit, its images and nftables; nothing
 * is installed. The firewall is loaded before anything is started, and k3s does not start without it.
 */
export function edgeUserData(spec: EdgeClusterSpec): string {
  return cloudInitUserData({
    files: edgeFiles(spec),
    commands: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "portcullis-firewall.service"],
      ["systemctl", "restart", "systemd-modules-load.service"],
      ["systemctl", "restart", "systemd-sysctl.service"],
      ["install", "-d", "-m", "0700", MACHINE_PATHS.apiServerFolder, MACHINE_PATHS.auditFolder],
      ...startForwarder(spec),
      ["systemctl", "enable", "--now", "portcullis-approve-certificates.timer"],
      ["systemctl", "enable", "--now", "k3s.service"],
    ],
  });
}
