import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stackFolder } from "./output-places";

/** What stands beside a stack's document, which Terraform reads with it. */
export function neighboursOf(folder: string, cluster: string): readonly string[] {
  const stack = join(folder, stackFolder(cluster));
  if (!existsSync(stack)) return [];
  return readdirSync(stack)
    .filter((name) => name !== "cdk.tf.json")
    .sort();
}
