import { stringify } from "yaml";
import { blockYaml } from "./block-yaml";

/** Writes one Kubernetes object as cdk8s does; undefined for what only the library can write. */
export const manifestYaml = blockYaml((text) => stringify(text, { version: "1.1", lineWidth: 0 }).trimEnd());
