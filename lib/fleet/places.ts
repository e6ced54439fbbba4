import { join } from "node:path";

/** Where a fleet's files stand, from its folder: as cdktf and cdk8s put them by themselves. */
export const STACKS = join("cdktf.out", "stacks");
export const CDKTF_MANIFEST = join("cdktf.out", "manifest.json");
/** What the fleet keeps for its next run, and files that are not judged to the end yet. */
export const KEPT = ".portcullis";

/** The folder of a stack. */
export function stackFolder(cluster: string): string {
  return join(STACKS, cluster);
}

/** The document of a stack. */
export function stackPath(cluster: string): string {
  return join(stackFolder(cluster), "cdk.tf.json");
}

/** The manifests of a cluster. */
export function manifestsPath(cluster: string): string {
  return join("dist", `${cluster}.k8s.yaml`);
}
