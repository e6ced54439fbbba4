import { isDeepStrictEqual } from "node:util";
import type { WrittenDocument } from "../../guardrails/document";

/** What becomes of one Kubernetes object. */
export interface ObjectChange {
  /** `NetworkPolicy payments/default-deny`. */
  readonly object: string;
  readonly change: "added" | "removed" | "changed";
}

/** What applying the manifests adds, changes, and no longer holds. */
export function compareObjects(
  old: readonly WrittenDocument[],
  next: readonly WrittenDocument[],
): readonly ObjectChange[] {
  const before = objectsIn(old);
  const after = objectsIn(next);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((object): readonly ObjectChange[] => {
    if (!before.has(object)) return [{ object, change: "added" }];
    if (!after.has(object)) return [{ object, change: "removed" }];
    return isDeepStrictEqual(before.get(object), after.get(object)) ? [] : [{ object, change: "changed" }];
  });
}

function objectsIn(documents: readonly WrittenDocument[]): ReadonlyMap<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const document of documents) {
    if (document.kind !== "manifests") continue;
    for (const { content } of document.objects) {
      const { kind, metadata } = content as { kind?: unknown; metadata?: { name?: unknown; namespace?: unknown } };
      const { name, namespace } = metadata ?? {};
      objects.set(`${String(kind)} ${namespace === undefined ? "" : `${String(namespace)}/`}${String(name)}`, content);
    }
  }
  return objects;
}
