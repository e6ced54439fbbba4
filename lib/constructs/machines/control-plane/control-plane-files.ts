import { kubeadmConfiguration } from "../../../formats/kubeadm";
import { nftablesRuleset } from "../../../formats/nftables/ruleset";
import { admissionConfiguration } from "../../../pillars/admission/admission-plugins";
import { KERNEL_MODULES } from "../../../pillars/admission/kernel-parameters";
import { auditPolicy } from "../../../pillars/audit/audit-policy";
import { firstStartUnit } from "../../../pillars/authentication/first-start-unit";
import { structuredAuthentication } from "../../../pillars/authentication/structured-authentication";
import { makeEncryptionKey, secretsAtRest } from "../../../pillars/encryption/secrets-at-rest";
import { hostFirewallUnit, kubeletBehindFirewall } from "../../../pillars/network/host-firewall-unit";
import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../../spec/data-center-profile-spec";
import { documentFile, kernelModulesFile, kernelParametersFile } from "../machine-files";
import { componentFlags } from "./component-flags";
import { controlPlaneFirewall } from "./control-plane-firewall";
import { kubeletFields } from "./kubelet-fields";
import { KUBERNETES_RELEASES } from "./kubernetes-releases";

/** Every file of a control-plane machine, by path. None holds a secret. */
export function controlPlaneFiles(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  const files = [
    documentFile(admissionConfiguration(spec)),
    documentFile(auditPolicy()),
    documentFile(secretsAtRest()),
    documentFile(structuredAuthentication(spec)),
    firewallFile(spec, node),
    firstStartUnit(),
    hostFirewallUnit(),
    kernelModulesFile(KERNEL_MODULES),
    kernelParametersFile(),
    kubeadmFile(spec, node),
    kubeletBehindFirewall(),
    makeEncryptionKey(),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function kubeadmFile(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): ConfigFile {
  const { apiServerName, podRange, serviceRange } = spec.profile;
  return {
    pillar: "authentication",
    fields: ["name", "kubernetesVersion", "profile"],
    path: MACHINE_PATHS.kubeadm,
    mode: "0600",
    owner: "root:root",
    content: kubeadmConfiguration({
      clusterName: spec.name,
      kubernetesRelease: KUBERNETES_RELEASES[spec.kubernetesVersion],
      apiServerName,
      podRange,
      serviceRange,
      node,
      flags: componentFlags(spec),
      kubeletFields: kubeletFields(spec),
    }),
  };
}

function firewallFile(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): ConfigFile {
  return {
    pillar: "network",
    fields: ["apiServer.reachableFrom", "profile.nodeRanges", "profile.podRange", "profile.sshReachableFrom"],
    path: MACHINE_PATHS.firewall,
    mode: "0600",
    owner: "root:root",
    content: nftablesRuleset(controlPlaneFirewall(spec, node)),
  };
}
