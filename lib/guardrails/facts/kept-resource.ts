import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** A resource whose loss loses data for ever: a key, or the log group of a control plane. */
export interface KeptResourceFact extends FactBase {
  readonly kind: "kept-resource";
  readonly what: "key" | "log group";
  /** Whether a plan that destroys it is refused, or destroying it leaves the data. */
  readonly outlivesDestroy: Value<boolean>;
  /** Whether a key works; true for everything that is no key. */
  readonly enabled: Value<boolean>;
  /** Whether a key is replaced every year; true for everything that is no key. */
  readonly rotated: Value<boolean>;
  /** Days between deleting a key and its end; undefined when the provider's 30 hold. */
  readonly deletionWindowDays: Value<number | undefined>;
  /** Days that records are kept; undefined for ever. */
  readonly retentionDays: Value<number | undefined>;
}
