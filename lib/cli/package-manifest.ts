import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the command reads of this package's manifest. */
export interface PackageManifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export function packageManifest(): PackageManifest {
  return JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as PackageManifest;
}
