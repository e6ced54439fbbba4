import { join } from "node:path";

/** Where a fleet's files stand, from the output folder: as cdktf and cdk8s put them by themselves. */
export const CDKTF_OUT = "cdktf.out";
export const STACKS = join(CDKTF_OUT, "stacks");
export const CDKTF_MANIFEST = join(CDKTF_OUT, "manifest.json");
export const CHARTS = "dist";

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
  return join(CHARTS, `${cluster}.k8s.yaml`);
}

/** The name of a file while it waits for the end of its run: all wait in one folder. */
export function stagedName(path: string): string {
  return path.replaceAll(/[\\/]/g, "~");
}
