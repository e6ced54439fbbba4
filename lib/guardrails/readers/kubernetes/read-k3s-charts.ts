import type { HiddenChangeFact } from "../../facts/hidden-change";
import type { ReadObject } from "./kubernetes-object";

/**
 * Reads charts that k3s installs by itself, and changes of those that it brings.
 *
 * @see https://docs.k3s.io/helm
 */
export function readK3sChart({ apiVersion, kind, place, ours }: ReadObject): readonly HiddenChangeFact[] {
  if (!apiVersion.startsWith("helm.cattle.io/")) return [];
  const changes = "k3s installs or changes a chart by it, whose objects stand in no judged document";
  return [{ kind: "hidden-change", place, ours, what: `${kind} of k3s`, changes }];
}
