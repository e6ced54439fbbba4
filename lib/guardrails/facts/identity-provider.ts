import type { Value } from "../value";
import type { FactBase } from "./fact";

/** An OIDC provider that is associated with an EKS cluster, in this document or in another. */
export interface IdentityProviderFact extends FactBase {
  readonly kind: "identity-provider";
  /** The claims that a token must carry with a value that the document states. */
  readonly requiredClaims: Value<readonly string[]>;
  /** What is put before group names; empty when nothing is. */
  readonly groupsPrefix: Value<string>;
  /** What is put before user names; empty when nothing is. */
  readonly usernamePrefix: Value<string>;
}
