import { kubeadmJoinConfiguration } from "../../../formats/kubeadm-join";
import { joinAgainScript, type JoinsAs, joinScript, joinUnit } from "../../../pillars/authentication/join-cluster";
import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";

/** What a machine has that joins: how, but not with what, which an administrator brings. */
export function joiningFiles(
  node: { readonly name: string; readonly address: string },
  as: JoinsAs,
): readonly ConfigFile[] {
  return [
    joinScript(as),
    ...(as === "worker" ? [joinAgainScript()] : []),
    joinUnit(as),
    {
      pillar: "authentication",
      fields: ["profile.controlPlaneNodes", "profile.workers"],
      path: MACHINE_PATHS.kubeadm,
      mode: "0600",
      owner: "root:root",
      content: kubeadmJoinConfiguration({
        node,
        controlPlane: as === "control-plane",
        discovery: MACHINE_PATHS.discovery,
      }),
    },
  ];
}
