import type { WrittenDocument } from "../document";
import type { Fact } from "../facts/fact";
import { readKubernetesObjects } from "./kubernetes-objects";
import { readMachineDocument } from "./machine-text";
import { readTerraformStack } from "./terraform/read-stack";

/** Reads written documents back into facts. What no reader understands becomes an `unknown-shape`. */
export function readDocuments(
  documents: readonly WrittenDocument[],
  isOurs: (constructPath: string) => boolean,
): readonly Fact[] {
  return documents.flatMap((document) => {
    switch (document.kind) {
      case "terraform":
        return readTerraformStack(document, isOurs);
      case "manifests":
        return readKubernetesObjects(document, isOurs);
      case "machine":
        return readMachineDocument(document);
    }
  });
}
