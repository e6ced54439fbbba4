import type { Value } from "../value";
import type { FactBase } from "./fact";

/** Where a controller in the cluster fetches objects from, which stand in no judged document. */
export interface DeliveredSourceFact extends FactBase {
  readonly kind: "delivered-source";
  /** `GitRepository`, `Application`. */
  readonly what: string;
  /** The digest or commit that fixes its content, the name that may come to mean another, or nothing. */
  readonly revisions: Value<readonly { readonly at: string; readonly revision: string | undefined }[]>;
}
