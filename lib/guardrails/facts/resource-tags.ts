import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** The tags of a resource, with those of what it starts. */
export interface ResourceTagsFact extends FactBase {
  readonly kind: "resource-tags";
  readonly tags: readonly { readonly key: string; readonly value: Value<string> }[];
}
