import type { DataCenterProfileSpec } from "./cluster-spec";
import type { ControlPlaneNodeInput, WorkerNodeInput } from "./data-center-profile-spec";

/** What a machine of a data-center cluster is: the one that starts it, one that joins its control plane, or a worker. */
export type MachineRole = "first-control-plane" | "joining-control-plane" | "worker";

/** The machine that starts the cluster. */
export function firstControlPlaneNode(profile: DataCenterProfileSpec): ControlPlaneNodeInput {
  const [byName] = byNames(profile.controlPlaneNodes);
  const first = profile.controlPlaneNodes.find(({ name }) => name === profile.firstControlPlaneNode) ?? byName;
  if (first === undefined) throw new Error("a cluster has at least one control-plane machine");
  return first;
}

/** The machines that join, control plane before workers, by name: each needs the administrator's step. */
export function joiningMachines(
  profile: DataCenterProfileSpec,
): readonly { readonly machine: WorkerNodeInput; readonly role: Exclude<MachineRole, "first-control-plane"> }[] {
  const first = firstControlPlaneNode(profile);
  return [
    ...byNames(profile.controlPlaneNodes)
      .filter(({ name }) => name !== first.name)
      .map((machine) => ({ machine, role: "joining-control-plane" as const })),
    ...byNames(profile.workers).map((machine) => ({ machine, role: "worker" as const })),
  ];
}

/** Sorted, so that the order of the description changes nothing. */
export function byNames<Machine extends { readonly name: string }>(machines: readonly Machine[]): readonly Machine[] {
  return [...machines].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
