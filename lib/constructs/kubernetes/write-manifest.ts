import { ApiObject, JsonPatch } from "cdk8s";
import type { Construct } from "constructs";
import type { Manifest } from "../../plan/manifest";

/**
 * Creates the object of a manifest, under the manifest's own id. A chart's default namespace is given to every object
 * in it, also to kinds that have none; it is taken off those again.
 */
export function writeManifest(scope: Construct, manifest: Manifest): ApiObject {
  const { metadata, ...rest } = manifest.object;
  const object = new ApiObject(scope, manifest.id, { ...rest, metadata: { ...metadata } });
  if (metadata.namespace === undefined && object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove("/metadata/namespace"));
  }
  return object;
}
