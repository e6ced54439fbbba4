import type { ConfigFile } from "../../plan/config-file";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import { certificateAskers } from "../../spec/certificate-askers";
import type { DataCenterClusterSpec, EdgeClusterSpec } from "../../spec/cluster-spec";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";
import { byNames } from "../../spec/machine-roles";
import { approveCertificatesScript } from "./approve-certificates-script";

/**
 * Decides each quarter of a minute, on every control-plane machine, on requests for certificates: those of people, and those of kubelets for
 * what they serve with. Nobody else may (`certificates-approved-on-machines`).
 */
export function approveCertificates(spec: DataCenterClusterSpec, node: ControlPlaneNodeInput): readonly ConfigFile[] {
  const { clusterSigner: signer, clusterAuthority: authority } = MACHINE_PATHS;
  return [approveCertificatesScript({ signer, authority }), settings(spec, node), unit("kubelet.service"), TIMER];
}

/** The same at the edge, but for kubelets': k3s gives its own one a certificate by itself, and nobody asks. */
export function approveEdgeCertificates(spec: EdgeClusterSpec): readonly ConfigFile[] {
  const { k3sClientSigner: signer, k3sServingAuthority: authority } = MACHINE_PATHS;
  return [approveCertificatesScript({ signer, authority }), edgeSettings(spec), unit("k3s.service"), TIMER];
}

/**
 * What the script knows of the cluster. Workers stand in no list here: a machine that is added would change the user data of every
 * control plane. Their own `Node` says their address, which must be in the ranges of machines and nobody else's.
 */
function settings(spec: DataCenterClusterSpec, { name, address }: ControlPlaneNodeInput): ConfigFile {
  const { apiServerName, controlPlaneNodes, nodeRanges, virtualAddress } = spec.profile;
  return settingsFile(["access", "profile.controlPlaneNodes", "profile.nodeRanges", "profile.virtualAddress"], {
    self: { name, address },
    apiServerName,
    people: certificateAskers(spec),
    controlPlanes: byNames(controlPlaneNodes).map((one) => ({ name: one.name, address: one.address })),
    machineRanges: [...nodeRanges].sort(),
    otherNames: ["kubernetes", "localhost"],
    otherAddresses: virtualAddress === undefined ? [] : [virtualAddress.address],
  });
}

/** In no range a machine is given anything. */
function edgeSettings(spec: EdgeClusterSpec): ConfigFile {
  const { apiServerName, node } = spec.profile;
  const self = { name: node.name, address: node.address };
  return settingsFile(["access", "profile.node", "profile.apiServerName"], {
    self,
    apiServerName,
    people: certificateAskers(spec),
    controlPlanes: [self],
    machineRanges: [],
    otherNames: ["kubernetes", "localhost"],
    otherAddresses: [],
  });
}

function settingsFile(fields: readonly string[], content: object): ConfigFile {
  return {
    pillar: "authentication",
    fields,
    path: MACHINE_PATHS.certificates,
    mode: "0600",
    owner: "root:root",
    content: `${JSON.stringify(content, null, 2)}\n`,
  };
}

/** @param server what runs the API server */
function unit(server: string): ConfigFile {
  return {
    pillar: "authentication",
    fields: [],
    path: MACHINE_PATHS.approveCertificatesUnit,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Description=Decisions on requests for certificates
After=network-online.target ${server}

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=5min
ExecStart=${MACHINE_PATHS.approveCertificates}
`,
  };
}

const TIMER: ConfigFile = {
  pillar: "authentication",
  fields: [],
  path: MACHINE_PATHS.approveCertificatesTimer,
  mode: "0644",
  owner: "root:root",
  content: `[Unit]
Description=Decisions on requests for certificates, each quarter of a minute

[Timer]
OnCalendar=*-*-* *:*:00/15
AccuracySec=1s
Persistent=false

[Install]
WantedBy=timers.target
`,
};
