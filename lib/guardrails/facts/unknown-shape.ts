import type { FactBase } from "./fact-base";

/**
 * Something in the output that nobody judged: a resource type that can open a path and that no rule reads, a module, a
 * provisioner, an unknown manifest kind, a file in the stack's folder, a nested file that no reader understands.
 */
export interface UnknownShapeFact extends FactBase {
  readonly kind: "unknown-shape";
  /** What it is, as a person would name it: `resource type aws_cloudformation_stack`, `module`, `file open.auto.tfvars`. */
  readonly what: string;
  /** The names by which a team may allow it: its address, its construct path, its file name. */
  readonly names: readonly string[];
  /** Why nobody can judge it. */
  readonly why: string;
}
