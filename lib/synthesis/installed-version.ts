import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of an installed package. */
export function versionOf(name: string): string {
  const from = require.resolve(name === "@cdktf/provider-aws" ? `${name}/lib/provider` : name);
  const [root = ""] = new RegExp(`^.*node_modules[\\\\/]${name.replace("/", "[\\\\/]")}(?=[\\\\/])`).exec(from) ?? [];
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}
