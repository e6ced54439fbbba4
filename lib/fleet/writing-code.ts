import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { versionOf } from "../synthesis/installed-version";
import { sha256 } from "./digest";

/** What writes a cluster's files beside this library. */
const WRITERS = ["cdktf", "@cdktf/provider-aws", "cdk8s", "constructs", "yaml", "zod", "ipaddr.js"];

/** What of the environment the frameworks write by. */
const SETTINGS = ["CDK8S_DISABLE_SORT", "CDKTF_CONTEXT_JSON"];

/**
 * The digest of everything that decides what comes of a description: the library's own files, the versions of what it writes
 * with, and the version of Node. The same digest writes and judges the same.
 */
export function digestOfWritingCode(): string {
  const root = dirname(__dirname);
  const own = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|ts)$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const parts = own.map((path) => `${relative(root, path)} ${sha256(readFileSync(path))}`);
  const versions = WRITERS.map((name) => `${name} ${versionOrNone(name)}`);
  const settings = SETTINGS.map((name) => `${name} ${process.env[name] ?? ""}`);
  return sha256([...parts, ...versions, ...settings, `node ${process.versions.node}`].join("\n"));
}

/** Whoever has no cluster on Amazon EKS has no provider either. */
function versionOrNone(name: string): string {
  try {
    return versionOf(name);
  } catch {
    return "none";
  }
}
