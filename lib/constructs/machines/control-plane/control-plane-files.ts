import { keepalivedConfiguration } from "../../../formats/keepalived";
import { kubeadmConfiguration } from "../../../formats/kubeadm";
import { admissionConfiguration } from "../../../pillars/admission/admission-plugins";
import { policiesOnDisk } from "../../../pillars/admission/policies-on-disk";
import { auditPolicy } from "../../../pillars/audit/audit-policy";
import { auditWebhook } from "../../../pillars/audit/audit-webhook";
import { forwarderFile, forwarderUnit } from "../../../pillars/audit/forwarder/forwarder-service";
import { approveCertificates } from "../../../pillars/authentication/approve-certificates";
import { breakGlassScript } from "../../../pillars/authentication/break-glass-script";
import { closeBreakGlassScript } from "../../../pillars/authentication/close-break-glass-script";
import { firstStartUnit } from "../../../pillars/authentication/first-start-unit";
import { handOverScript } from "../../../pillars/authentication/hand-over-script";
import { makeKubeletClient } from "../../../pillars/authentication/kubelet-client-certificate";
import { renewCertificates } from "../../../pillars/authentication/renew-certificates";
import { renewEndedCertificates } from "../../../pillars/authentication/renew-ended-certificates";
import { structuredAuthentication } from "../../../pillars/authentication/structured-authentication";
import { abacPolicyFile } from "../../../pillars/authorization/abac-policy-file";
import { accessEnds, endingAccess } from "../../../pillars/authorization/ending-access";
import { makeEncryptionKey, secretsAtRest } from "../../../pillars/encryption/secrets-at-rest";
import { keepalivedBehindFirewall } from "../../../pillars/network/host-firewall-unit";
import { virtualAddress } from "../../../pillars/network/virtual-address";
import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../../spec/data-center-profile-spec";
import { firstControlPlaneNode, joiningMachines } from "../../../spec/machine-roles";
import { everyMachineFiles, firewallFile } from "../every-machine/every-machine-files";
import { joiningFiles } from "../every-machine/joining-files";
import { documentFile } from "../machine-files";
import { componentFlags } from "./component-flags";
import { controlPlaneFirewall } from "./control-plane-firewall";
import { kubeletFields } from "./kubelet-fields";
import { KUBERNETES_RELEASES } from "./kubernetes-releases";

/** Every file of a control-plane machine, by path. None holds a secret. */
export function controlPlaneFiles(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  const startsCluster = firstControlPlaneNode(spec.profile).name === node.name;
  const files = [
    ...everyMachineFiles(),
    ...abacPolicyFile(spec.abac),
    ...approveCertificates(spec, node),
    ...breakGlassFiles(spec, node),
    ...endingAccess(spec, node),
    documentFile(admissionConfiguration(spec)),
    ...policiesOnDisk(spec).map(documentFile),
    documentFile(auditPolicy(spec.logs)),
    ...auditWebhook(spec.logs).map(documentFile),
    documentFile(structuredAuthentication(spec)),
    firewallFile(controlPlaneFirewall(spec, node)),
    ...forwarderFile(spec, {
      name: node.name,
      streams: ["audit", "containers", "journal"],
      units: [
        ...["portcullis-approve-certificates", "portcullis-renew-ended-certificates"],
        ...(accessEnds(spec) ? ["portcullis-end-access"] : []),
      ],
    }).map(documentFile),
    ...forwarderUnit(spec),
    ...(startsCluster ? firstMachineFiles(spec, node) : joiningFiles(node, "control-plane")),
    makeKubeletClient(),
    ...renewCertificates(spec, node),
    ...renewEndedCertificates(node),
    ...virtualAddressFiles(spec, node),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** On every control-plane machine, for the first one may be the one that is broken. */
function breakGlassFiles(
  { breakGlass, profile }: DataCenterClusterSpec,
  node: ControlPlaneNodeInput,
): readonly ConfigFile[] {
  const { administrator, clusterSigner: signer, clusterAuthority: authority } = MACHINE_PATHS;
  if (breakGlass === undefined) return [];
  const { apiServerName } = profile;
  return [
    breakGlassScript(breakGlass, { apiServerName, signer, authority }),
    closeBreakGlassScript({ address: node.address, authority, administrator }),
  ];
}

/** What the machine that starts the cluster has alone: kubeadm's whole configuration, the key, and what others take over. */
function firstMachineFiles(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  return [
    documentFile(secretsAtRest()),
    firstStartUnit(),
    kubeadmFile(spec, node),
    makeEncryptionKey(),
    ...(joiningMachines(spec.profile).length > 0 ? [handOverScript()] : []),
  ];
}

function virtualAddressFiles(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  const plan = virtualAddress(spec, node);
  if (plan === undefined) return [];
  const { pillar, fields } = plan;
  return [
    {
      pillar,
      fields,
      path: MACHINE_PATHS.keepalived,
      mode: "0600",
      owner: "root:root",
      content: keepalivedConfiguration(plan),
    },
    keepalivedBehindFirewall(),
  ];
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
