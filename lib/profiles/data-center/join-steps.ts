import type { DataCenterProfileSpec } from "../../spec/cluster-spec";
import { firstControlPlaneNode, joiningMachines } from "../../spec/machine-roles";

/**
 * What an administrator runs from a machine that reaches both by SSH, once each has started: one command for each machine that joins, one
 * after the other, for etcd takes one new member at a time. The secrets pass through the pipe alone.
 */
export function joinSteps(profile: DataCenterProfileSpec): readonly string[] {
  const first = firstControlPlaneNode(profile);
  return joiningMachines(profile).map(({ machine, role }) => {
    const as = role === "worker" ? "worker" : "control-plane";
    return `ssh ${first.address} sudo portcullis-hand-over ${as} ${machine.name} | ssh ${machine.address} sudo portcullis-join`;
  });
}
