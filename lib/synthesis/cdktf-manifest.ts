import { relative } from "node:path";
import { CDKTF_OUT, stackFolder, stackPath } from "./output-places";

/** The manifest that cdktf writes beside its stacks, byte for byte: its command finds them by it. */
export function cdktfManifest(clusters: readonly string[], cdktfVersion: string): string {
  const stacks = [...clusters].sort().map((name) => {
    const lines = [
      `"annotations": [\n      ]`,
      `"constructPath": ${JSON.stringify(name)}`,
      `"dependencies": [\n      ]`,
      `"name": ${JSON.stringify(name)}`,
      `"stackMetadataPath": ${JSON.stringify(fromOutdir(`${stackFolder(name)}/metadata.json`))}`,
      `"synthesizedStackPath": ${JSON.stringify(fromOutdir(stackPath(name)))}`,
      `"workingDirectory": ${JSON.stringify(fromOutdir(stackFolder(name)))}`,
    ];
    return `    ${JSON.stringify(name)}: {\n      ${lines.join(",\n      ")}\n    }`;
  });
  return `{\n  "stacks": {\n${stacks.join(",\n")}\n  },\n  "version": ${JSON.stringify(cdktfVersion)}\n}`;
}

function fromOutdir(path: string): string {
  return relative(CDKTF_OUT, path);
}
