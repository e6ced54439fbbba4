import type { HiddenChangeFact } from "../../facts/hidden-change";
import { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

/** Folders whose files change a control plane behind its configuration, with what they are. */
const FOLDERS: readonly (readonly [RegExp, string, string])[] = [
  [/^\/etc\/kubernetes\/patches(\/|$)/, "patch of kubeadm", "kubeadm lays it over the manifests of the control plane"],
  [/^\/etc\/kubernetes\/manifests(\/|$)/, "static pod", "the kubelet starts it on the machine past the API server"],
  [
    /^\/etc\/kubernetes\/kubelet\.conf\.d(\/|$)/,
    "drop-in of the kubelet",
    "the kubelet lays it over the configuration that was judged",
  ],
  [
    /^\/etc\/rancher\/k3s\/config\.yaml\.d(\/|$)/,
    "drop-in of k3s",
    "k3s lays it over the configuration that was judged",
  ],
  [
    /^\/var\/lib\/rancher\/k3s\/server\/manifests(\/|$)/,
    "manifest that k3s applies",
    "k3s applies it with every right, past admission of what was judged",
  ],
];

/** Says what a file in such a folder is; nothing of any other. */
export function hiddenChange({ path, place, ours }: MachineFile): readonly HiddenChangeFact[] {
  return FOLDERS.filter(([folder]) => folder.test(path)).map(([, what, changes]) => ({
    kind: "hidden-change",
    place,
    ours,
    what: `${what} ${path}`,
    changes,
  }));
}

/** The patches that a document of kubeadm's asks for. */
export function patchesIn(document: Fields, { place, ours }: MachineFile): readonly HiddenChangeFact[] {
  if (!document.has("patches")) return [];
  const directory = Fields.of(document.get("patches"), "", []).text("directory") ?? "no folder";
  return [
    {
      kind: "hidden-change",
      place: { ...place, path: `${place.path}: patches` },
      ours,
      what: `patches of kubeadm in ${directory}`,
      changes: "kubeadm lays what lies in that folder over the manifests of the control plane",
    },
  ];
}
