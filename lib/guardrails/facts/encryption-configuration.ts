import type { FactBase } from "./fact-base";

/** Encryption at rest (`apiserver.config.k8s.io`, kind EncryptionConfiguration). */
export interface EncryptionConfigurationFact extends FactBase {
  readonly kind: "encryption-configuration";
  /** For each element: the resources and, in order, the kinds of its providers (`secretbox`, `identity`). */
  readonly elements: readonly { readonly resources: readonly string[]; readonly providers: readonly string[] }[];
  /** Whether a key stands in the document in clear, instead of being made on the machine. */
  readonly holdsKey: boolean;
}
