import type { TerraformDocument } from "../../document";
import { ClusterParts } from "./cluster-parts";
import { Expressions } from "./expressions";
import { readStackDocument, type StackDocument } from "./stack-document";

/** A stack with what every reader of it asks for: found once, though names are read of all stacks before facts of each. */
export interface OpenedStack {
  readonly document: TerraformDocument;
  readonly stack: StackDocument;
  readonly expressions: Expressions;
  readonly parts: ClusterParts;
}

export function openStack(document: TerraformDocument, isOurs: (constructPath: string) => boolean): OpenedStack {
  const stack = readStackDocument(document, isOurs);
  const expressions = new Expressions(stack);
  return { document, stack, expressions, parts: new ClusterParts(stack, expressions) };
}
