import { ApiObject, JsonPatch } from "cdk8s";
import type { IConstruct } from "constructs";
import { InvalidCluster } from "../../spec/invalid-cluster";
import type { PatchInput, PatchOperationInput, PatchTargetInput } from "../../spec/patch-spec";
import type { Issue } from "../../spec/issues";
import { noSuchObject, noSuchPath, patchDoesNotApply } from "../../spec/problems/admission";
import { nearestName } from "../../spec/nearest-name";
import { keysBeside, pointsAt, pointsInto } from "./json-pointer";

const REASON = "/metadata/annotations/portcullis.dev~1patched";

/**
 * Applies the patches of a description to the objects below a construct. They become patches of cdk8s, so that the gate
 * judges the patched object. A patch that names nothing, or that cannot be applied as a whole, is refused with all others
 * of its kind, before anything is rendered.
 *
 * @throws InvalidCluster with every issue, when there is one
 */
export function applyPatches(scope: IConstruct, patches: readonly PatchInput[], title: string): void {
  if (patches.length === 0) return;
  const objects = scope.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  const identities = new Map(objects.map((object) => [identityOf(object), object]));
  const reasons = new Map<ApiObject, string[]>();
  const issues = patches.flatMap((patch, index): readonly Issue[] => {
    const object = identities.get(inWords(patch.target));
    if (object === undefined) {
      const nearest = nearestName(inWords(patch.target), [...identities.keys()]);
      const problem = noSuchObject(inWords(patch.target), nearest === undefined ? [] : [nearest]);
      return [{ path: `patches[${index}].target`, ...problem }];
    }
    const found = applyOne(object, patch, `patches[${index}]`);
    if (found.length === 0) reasons.set(object, [...(reasons.get(object) ?? []), patch.reason]);
    return found;
  });
  if (issues.length > 0) throw new InvalidCluster(issues, title);
  for (const [object, why] of reasons) sayWhy(object, why.join("; "));
}

function applyOne(object: ApiObject, patch: PatchInput, place: string): readonly Issue[] {
  let content: unknown = object.toJson();
  for (const [index, operation] of patch.operations.entries()) {
    const missing = missingPath(content, operation);
    if (missing !== undefined) {
      const problem = noSuchPath(missing.path, operation.op, keysBeside(content, missing.path));
      return [{ path: `${place}.operations[${index}].${missing.field}`, ...problem }];
    }
    try {
      content = JsonPatch.apply(content, patchOf(operation));
    } catch (error) {
      // The library's message goes on with the whole document.
      const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      return [{ path: `${place}.operations[${index}]`, ...patchDoesNotApply(operation.path, why) }];
    }
  }
  object.addJsonPatch(...patch.operations.map(patchOf));
  return [];
}

/** The path that an operation needs and the object does not have. RFC 6902 asks for it; libraries often do not. */
function missingPath(
  content: unknown,
  operation: PatchOperationInput,
): { readonly field: "path" | "from"; readonly path: string } | undefined {
  switch (operation.op) {
    case "add":
      return pointsInto(content, operation.path) ? undefined : { field: "path", path: operation.path };
    case "replace":
    case "remove":
    case "test":
      return pointsAt(content, operation.path) ? undefined : { field: "path", path: operation.path };
    case "copy":
    case "move":
      if (!pointsAt(content, operation.from)) return { field: "from", path: operation.from };
      return pointsInto(content, operation.path) ? undefined : { field: "path", path: operation.path };
  }
}

function patchOf(operation: PatchOperationInput): JsonPatch {
  switch (operation.op) {
    case "add":
      return JsonPatch.add(operation.path, structuredClone(operation.value));
    case "replace":
      return JsonPatch.replace(operation.path, structuredClone(operation.value));
    case "test":
      return JsonPatch.test(operation.path, structuredClone(operation.value));
    case "remove":
      return JsonPatch.remove(operation.path);
    case "copy":
      return JsonPatch.copy(operation.from, operation.path);
    case "move":
      return JsonPatch.move(operation.from, operation.path);
  }
}

/** The reason goes where the patch is seen: into the object. */
function sayWhy(object: ApiObject, why: string): void {
  if (!pointsAt(object.toJson(), "/metadata/annotations"))
    object.addJsonPatch(JsonPatch.add("/metadata/annotations", {}));
  object.addJsonPatch(JsonPatch.add(REASON, why));
}

function identityOf(object: ApiObject): string {
  // As it will be written: a chart gives its namespace to kinds that have none, and it is taken off them again.
  const { kind, metadata } = object.toJson() as { kind: string; metadata: { name?: string; namespace?: string } };
  return inWords({ kind, namespace: metadata.namespace, name: metadata.name ?? "" });
}

function inWords({ kind, namespace, name }: PatchTargetInput): string {
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].join("/");
}
