import type { Value } from "../value";
import type { FactBase } from "./fact";

/** A KMS key of ours. A value left out of the document is known: it is the provider's default. */
export interface EncryptionKeyFact extends FactBase {
  readonly kind: "encryption-key";
  readonly enabled: Value<boolean>;
  /** Whether its material changes every year. */
  readonly rotates: Value<boolean>;
  /** How long KMS waits before it deletes the key. */
  readonly deletionWindowDays: Value<number>;
}
