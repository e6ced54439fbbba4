import { cloudInitUserData } from "../../../formats/cloud-init";
import { forwarderFile, forwarderUnit, startForwarder } from "../../../pillars/audit/forwarder/forwarder-service";
import { overlayInbound } from "../../../pillars/network/overlay-inbound";
import { POD_INTERFACES } from "../../../pillars/network/pod-interfaces";
import { workerInbound } from "../../../pillars/network/worker-inbound";
import type { ConfigFile } from "../../../plan/config-file";
import type { HostFirewallPlan } from "../../../plan/host-firewall";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";
import type { WorkerNodeInput } from "../../../spec/data-center-profile-spec";
import { everyMachineFiles, firewallFile } from "../every-machine/every-machine-files";
import { joiningFiles } from "../every-machine/joining-files";
import { documentFile } from "../machine-files";
import { PREPARE_MACHINE } from "../every-machine/start-commands";

/** What a worker lets in. */
export function workerFirewall(spec: DataCenterClusterSpec, worker: WorkerNodeInput): HostFirewallPlan {
  return {
    inbound: [...workerInbound(spec, worker), ...overlayInbound(spec)],
    nodeRanges: spec.profile.nodeRanges,
    podRange: spec.profile.podRange,
    podInterfaces: POD_INTERFACES,
  };
}

/** Every file of a worker, by path. None holds a secret; the kubelet gets its configuration from the cluster. */
export function workerFiles(spec: DataCenterClusterSpec, worker: WorkerNodeInput): readonly ConfigFile[] {
  const files = [
    ...everyMachineFiles(),
    firewallFile(workerFirewall(spec, worker)),
    ...forwarderFile(spec, { name: worker.name, streams: ["containers", "journal"] }).map(documentFile),
    ...forwarderUnit(spec),
    ...joiningFiles(worker, "worker"),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What cloud-init does on a worker: everything but joining, for which an administrator brings what it takes. */
export function workerUserData(spec: DataCenterClusterSpec, worker: WorkerNodeInput): string {
  return cloudInitUserData({
    files: workerFiles(spec, worker),
    commands: [...PREPARE_MACHINE, ...startForwarder(spec)],
  });
}
