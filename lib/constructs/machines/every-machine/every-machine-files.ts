import { containerdConfiguration } from "../../../formats/containerd";
import { nftablesRuleset } from "../../../formats/nftables/ruleset";
import { containerRuntime } from "../../../pillars/admission/container-runtime";
import { KERNEL_MODULES } from "../../../pillars/admission/kernel-parameters";
import { hostFirewallUnit, kubeletBehindFirewall } from "../../../pillars/network/host-firewall-unit";
import type { ConfigFile } from "../../../plan/config-file";
import type { HostFirewallPlan } from "../../../plan/host-firewall";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import { kernelModulesFile, kernelParametersFile } from "../machine-files";

/** What every machine of a cluster has, whatever it does there. */
export function everyMachineFiles(): readonly ConfigFile[] {
  return [
    containerdFile(),
    hostFirewallUnit(),
    kernelModulesFile(KERNEL_MODULES),
    kernelParametersFile(),
    kubeletBehindFirewall(),
  ];
}

function containerdFile(): ConfigFile {
  const plan = containerRuntime();
  const { pillar, fields } = plan;
  return {
    pillar,
    fields,
    path: MACHINE_PATHS.containerd,
    mode: "0644",
    owner: "root:root",
    content: containerdConfiguration(plan),
  };
}

/** The ruleset of one machine. */
export function firewallFile(plan: HostFirewallPlan): ConfigFile {
  return {
    pillar: "network",
    fields: ["apiServer.reachableFrom", "profile.nodeRanges", "profile.podRange", "profile.sshReachableFrom"],
    path: MACHINE_PATHS.firewall,
    mode: "0600",
    owner: "root:root",
    content: nftablesRuleset(plan),
  };
}
