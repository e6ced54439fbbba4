import { readdirSync } from "node:fs";
import { join } from "node:path";
import { stackFolder } from "./places";

/** What stands beside a stack's document, which Terraform reads with it. */
export function neighboursOf(folder: string, cluster: string): readonly string[] {
  try {
    return readdirSync(join(folder, stackFolder(cluster)))
      .filter((name) => name !== "cdk.tf.json")
      .sort();
  } catch {
    return [];
  }
}
