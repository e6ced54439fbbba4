import type { InboundRule } from "../../plan/inbound-rule";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import type { WorkerNodeInput } from "../../spec/data-center-profile-spec";
import { otherControlPlanes } from "./control-plane-inbound";

/**
 * What answers on a worker, and who may reach it: the kubelet, for the API servers alone, and SSH. Node ports are closed.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/#node
 */
export function workerInbound(spec: DataCenterClusterSpec, worker: WorkerNodeInput): readonly InboundRule[] {
  return [
    {
      pillar: "network",
      fields: ["profile.controlPlaneNodes"],
      name: "kubelet",
      protocol: "tcp",
      port: 10250,
      sources: otherControlPlanes(spec, worker),
    },
    {
      pillar: "network",
      fields: ["profile.sshReachableFrom"],
      name: "ssh",
      protocol: "tcp",
      port: 22,
      sources: spec.profile.sshReachableFrom.map(({ cidr, why }) => ({ kind: "range", cidr, why })),
    },
  ];
}
