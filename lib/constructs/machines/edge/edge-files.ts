import { k3sConfiguration } from "../../../formats/k3s";
import { kubeletConfiguration } from "../../../formats/kubelet";
import { nftablesRuleset } from "../../../formats/nftables/ruleset";
import { admissionConfiguration } from "../../../pillars/admission/admission-plugins";
import { policiesOnDisk } from "../../../pillars/admission/policies-on-disk";
import { EDGE_KERNEL_MODULES } from "../../../pillars/admission/kernel-parameters";
import { registryMirrors } from "../../../pillars/admission/registry-mirrors";
import { auditPolicy } from "../../../pillars/audit/audit-policy";
import { auditWebhook } from "../../../pillars/audit/audit-webhook";
import { forwarderFile, forwarderUnit } from "../../../pillars/audit/forwarder/forwarder-service";
import { approveEdgeCertificates } from "../../../pillars/authentication/approve-certificates";
import { anonymousNobody } from "../../../pillars/authentication/anonymous-nobody";
import { breakGlassScript } from "../../../pillars/authentication/break-glass-script";
import { closeBreakGlassScript } from "../../../pillars/authentication/close-break-glass-script";
import { structuredAuthentication } from "../../../pillars/authentication/structured-authentication";
import { abacPolicyFile } from "../../../pillars/authorization/abac-policy-file";
import { hostFirewallUnit, k3sBehindFirewall } from "../../../pillars/network/host-firewall-unit";
import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { EdgeClusterSpec } from "../../../spec/cluster-spec";
import { documentFile, kernelModulesFile, kernelParametersFile } from "../machine-files";
import { edgeComponentFlags } from "./edge-component-flags";
import { edgeFirewall } from "./edge-firewall";
import { edgeKubeletFields } from "./edge-kubelet-fields";
import { edgeSettings } from "./edge-settings";

/** Every file of an edge cluster's machine, by path. None holds a secret. */
export function edgeFiles(spec: EdgeClusterSpec): readonly ConfigFile[] {
  const files = [
    ...abacPolicyFile(spec.abac),
    ...approveEdgeCertificates(spec),
    ...breakGlassFiles(spec),
    documentFile(admissionConfiguration(spec)),
    ...policiesOnDisk(spec).map(documentFile),
    documentFile(auditPolicy(spec.logs)),
    ...auditWebhook(spec.logs).map(documentFile),
    documentFile(registryMirrors(spec.profile)),
    documentFile(structuredAuthentication(spec, anonymousNobody())),
    firewallFile(spec),
    ...forwarderFile(spec, {
      name: spec.profile.node.name,
      streams: ["audit", "containers", "journal"],
      units: ["portcullis-approve-certificates"],
    }).map(documentFile),
    ...forwarderUnit(spec),
    hostFirewallUnit(),
    k3sBehindFirewall(),
    k3sFile(spec),
    kernelModulesFile(EDGE_KERNEL_MODULES),
    kernelParametersFile(),
    kubeletFile(spec),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function breakGlassFiles({ breakGlass, profile }: EdgeClusterSpec): readonly ConfigFile[] {
  const { k3sAdministrator: administrator, k3sClientSigner: signer, k3sServingAuthority: authority } = MACHINE_PATHS;
  if (breakGlass === undefined) return [];
  return [
    breakGlassScript(breakGlass, { apiServerName: profile.apiServerName, signer, authority }),
    closeBreakGlassScript({ address: profile.node.address, authority, administrator }),
  ];
}

function k3sFile(spec: EdgeClusterSpec): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["kubernetesVersion", "logs.retentionDays", "profile"],
    path: MACHINE_PATHS.k3sConfiguration,
    mode: "0600",
    owner: "root:root",
    content: k3sConfiguration({ settings: edgeSettings(spec), flags: edgeComponentFlags(spec) }),
  };
}

function kubeletFile(spec: EdgeClusterSpec): ConfigFile {
  return documentFile({
    pillar: "authentication",
    fields: ["profile.minimumTlsVersion"],
    path: MACHINE_PATHS.k3sKubelet,
    content: kubeletConfiguration(edgeKubeletFields(spec)),
  });
}

function firewallFile(spec: EdgeClusterSpec): ConfigFile {
  return {
    pillar: "network",
    fields: ["apiServer.reachableFrom", "profile.podRange", "profile.sshReachableFrom"],
    path: MACHINE_PATHS.firewall,
    mode: "0600",
    owner: "root:root",
    content: nftablesRuleset(edgeFirewall(spec)),
  };
}
