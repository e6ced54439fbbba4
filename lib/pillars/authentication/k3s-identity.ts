import type { K3sSetting } from "../../plan/k3s-setting";
import type { EdgeProfileSpec } from "../../spec/cluster-spec";

/**
 * Who the machine is, and who else can be administrator on it: root alone, for k3s writes a kubeconfig in `system:masters`
 * that cannot be revoked. The token that machines join with is not here: k3s makes it on the machine when it is given none.
 *
 * @see https://docs.k3s.io/security/hardening-guide
 */
export function k3sIdentity(profile: EdgeProfileSpec): readonly K3sSetting[] {
  return [
    {
      pillar: "authentication",
      fields: ["profile.node"],
      name: "node-name",
      value: profile.node.name,
      why: "the kubelet's certificate names the machine",
    },
    {
      pillar: "authentication",
      fields: [],
      name: "write-kubeconfig-mode",
      value: "0600",
      why: "the administrator's kubeconfig is for root alone",
    },
  ];
}
