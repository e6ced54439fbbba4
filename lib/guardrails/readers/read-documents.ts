import type { UnrecognizedDocument, WrittenDocument } from "../document";
import type { Fact } from "../facts/fact";
import { readKubernetesObjects } from "./kubernetes-objects";
import { readMachineDocument } from "./machine-text";
import { ownNamesIn } from "./terraform/own-names";
import { readTerraformStack } from "./terraform/read-stack";
import { readTerraformPlan } from "./terraform-plan/read-plan";
import { stackOfPlan } from "./terraform-plan/stack-of-plan";

/** Reads written documents back into facts. What no reader understands becomes an `unknown-shape`. */
export function readDocuments(
  documents: readonly WrittenDocument[],
  isOurs: (constructPath: string) => boolean,
): readonly Fact[] {
  const manifests = documents.filter((document) => document.kind === "manifests");
  const planned = new Map(
    documents.flatMap((document) =>
      document.kind === "terraform-plan" ? [[document, stackOfPlan(document)] as const] : [],
    ),
  );
  const names = ownNamesIn(
    [
      ...documents.filter((document) => document.kind === "terraform"),
      ...[...planned.values()].map(({ document }) => document),
    ],
    isOurs,
  );
  const others = documents.flatMap((document): readonly Fact[] => {
    switch (document.kind) {
      case "terraform-plan": {
        const plan = planned.get(document);
        return plan === undefined ? [] : readTerraformPlan(plan, names);
      }
      case "unrecognized":
        return [notRecognized(document)];
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

function notRecognized({ name, why }: UnrecognizedDocument): Fact {
  return {
    kind: "unknown-shape",
    place: { document: name, path: name },
    ours: true,
    what: `file ${name}`,
    names: [name],
    why: `it ${why}`,
  };
}
