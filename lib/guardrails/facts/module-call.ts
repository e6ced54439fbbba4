import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** A call of a module, of which the document shows only what it is asked for. */
export interface ModuleCallFact extends FactBase {
  readonly kind: "module-call";
  readonly source: string;
  /** Every value that is handed over, at any depth, by its dotted path; undefined for what is null. */
  readonly inputs: readonly { readonly at: string; readonly value: Value<unknown> }[];
}
