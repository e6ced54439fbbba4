import type { Weakenable } from "../laboratory/cluster";
import { NO_POLICIES, POLICIES_ON_DISK, policiesOnDisk } from "../laboratory/policies-on-disk";
import type { Edit, ManifestEdit, Weakening } from "./attack";
import {
  APPROVE_CERTIFICATES,
  CERTIFICATE_SETTINGS,
  CONTROLLER_MANAGER_POD,
  ETCD_POD,
  FIREWALL,
  HAND_OVER,
  KUBELET_CONFIGURATION,
  MAKE_KUBELET_CLIENT,
} from "./files";

/** Puts back what was changed, and says which files that were. */
export type PutBack = () => Promise<readonly string[]>;

/** Takes one hardening out of files and objects; `takeUp` has the files read. */
export function weaken(
  plant: Weakenable,
  { name, edits, manifests = [] }: Weakening,
): { readonly files: readonly string[]; readonly putBack: PutBack } {
  const originals = new Map(edits.map(({ file }) => [file, plant.machine.read(file)]));
  const weakened = new Map(originals);
  // What is taken out of a policy of the API stands on disk as well.
  const onDisk = manifests.some(({ kind }) => kind.startsWith("ValidatingAdmissionPolicy"))
    ? policiesOnDisk(plant)
    : undefined;
  if (onDisk !== undefined) {
    originals.set(POLICIES_ON_DISK, onDisk);
    weakened.set(POLICIES_ON_DISK, NO_POLICIES);
  }
  for (const edit of edits) weakened.set(edit.file, changed(name, edit.file, weakened.get(edit.file) ?? "", edit));
  const objects = manifests.map((edit) => {
    const original = plant.manifestText(edit.kind, edit.name);
    return { original, weakened: changed(name, `${edit.kind} ${edit.name}`, original, edit) };
  });
  write(plant, weakened);
  plant.apply(objects.map((object) => object.weakened));
  return {
    files: [...originals.keys()],
    putBack: async () => {
      write(plant, originals);
      plant.apply(objects.map((object) => object.original));
      return [...originals.keys()];
    },
  };
}

function changed(weakening: string, where: string, text: string, { from, to }: Edit | ManifestEdit): string {
  if (!text.includes(from)) throw new Error(`${weakening}: ${where} does not hold\n${from}\nbut\n${text}`);
  return text.replace(from, () => to);
}

function write(plant: Weakenable, files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) plant.machine.write({ path, permissions: "0600", content });
}

/** What the API server does not read. */
const OF_OTHERS: readonly string[] = [
  APPROVE_CERTIFICATES,
  CERTIFICATE_SETTINGS,
  FIREWALL,
  HAND_OVER,
  CONTROLLER_MANAGER_POD,
  KUBELET_CONFIGURATION,
  MAKE_KUBELET_CLIENT,
];

/** Has whoever reads these files read them again. */
export async function takeUp(plant: Weakenable, files: readonly string[]): Promise<void> {
  if (files.includes(FIREWALL)) plant.machine.mustRun("nft", "-f", FIREWALL);
  if (files.includes(CONTROLLER_MANAGER_POD)) await plant.restartControllerManager();
  if (files.includes(MAKE_KUBELET_CLIENT)) plant.machine.mustRun("sh", MAKE_KUBELET_CLIENT);
  if (files.includes(KUBELET_CONFIGURATION)) await plant.restartKubelet?.();
  const others = files.filter((file) => !OF_OTHERS.includes(file));
  if (others.length > 0) await (files.includes(ETCD_POD) ? plant.restart() : plant.restartApiServer());
}
