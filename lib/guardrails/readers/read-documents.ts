import type { UnrecognizedDocument, WrittenDocument } from "../document";
import type { Fact } from "../facts/fact";
import { readKubernetesObjects } from "./kubernetes-objects";
import { readMachineDocument } from "./machine-text";
import { type OpenedStack, openStack } from "./terraform/opened-stack";
import { ownNamesIn } from "./terraform/own-names";
import { readTerraformStack } from "./terraform/read-stack";
import { readTerraformPlan } from "./terraform-plan/read-plan";
import { type PlannedStack, stackOfPlan } from "./terraform-plan/stack-of-plan";

/** Reads written documents back into facts. What no reader understands becomes an `unknown-shape`. */
export function readDocuments(
  documents: readonly WrittenDocument[],
  isOurs: (constructPath: string) => boolean,
): readonly Fact[] {
  const manifests = documents.filter((document) => document.kind === "manifests");
  const planned = new Map<WrittenDocument, PlannedStack>(
    documents.flatMap((document) =>
      document.kind === "terraform-plan" ? [[document, stackOfPlan(document)] as const] : [],
    ),
  );
  const opened = new Map<WrittenDocument, OpenedStack>(
    documents.flatMap((document): readonly (readonly [WrittenDocument, OpenedStack])[] => {
      if (document.kind === "terraform") return [[document, openStack(document, isOurs)]];
      const plan = planned.get(document);
      // Everything in a plan counts as ours: it knows no constructs.
      return plan === undefined ? [] : [[document, openStack(plan.document, () => true)]];
    }),
  );
  const names = ownNamesIn([...opened.values()]);
  const others = documents.flatMap((document): readonly Fact[] => {
    switch (document.kind) {
      case "terraform-plan": {
        const [plan, stack] = [planned.get(document), opened.get(document)];
        return plan === undefined || stack === undefined ? [] : readTerraformPlan(plan, stack, names);
      }
      case "unrecognized":
        return [notRecognized(document)];
      case "terraform": {
        const stack = opened.get(document);
        return stack === undefined ? [] : readTerraformStack(stack, names);
      }
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
