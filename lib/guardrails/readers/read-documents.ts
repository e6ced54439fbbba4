import type { WrittenDocument } from "../document";
import type { Fact } from "../facts/fact";
import { readKubernetesObjects } from "./kubernetes-objects";
import { readMachineDocument } from "./machine-text";
import { ownNamesIn } from "./terraform/own-names";
import { readTerraformStack } from "./terraform/read-stack";

/** Reads written documents back into facts. What no reader understands becomes an `unknown-shape`. */
export function readDocuments(
  documents: readonly WrittenDocument[],
  isOurs: (constructPath: string) => boolean,
): readonly Fact[] {
  const manifests = documents.filter((document) => document.kind === "manifests");
  const names = ownNamesIn(
    documents.filter((document) => document.kind === "terraform"),
    isOurs,
  );
  const others = documents.flatMap((document) => {
    switch (document.kind) {
      case "terraform":
        return readTerraformStack(document, isOurs, names);
      case "manifests":
        return [];
      case "machine":
        return readMachineDocument(document);
    }
  });
  return [...others, ...readKubernetesObjects(manifests, isOurs)];
}
