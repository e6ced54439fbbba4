import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** An OIDC provider that is associated with an EKS cluster, in this document or in another. */
export interface IdentityProviderFact extends FactBase {
  readonly kind: "identity-provider";
  /** The issuer's address; undefined when there is none. */
  readonly issuerUrl: Value<string | undefined>;
  /** The claims that a token must carry, with the value that each must have. */
  readonly requiredClaims: Value<ReadonlyMap<string, string>>;
  /** What is put before group names; empty when nothing is. */
  readonly groupsPrefix: Value<string>;
  /** What is put before user names; empty when nothing is. */
  readonly usernamePrefix: Value<string>;
  /** The others that are associated with the same cluster, or may be. */
  readonly others: readonly OtherProvider[];
}

/** Another provider of the document beside one. */
export interface OtherProvider {
  readonly address: string;
  /** Whether it is of the same cluster; what is of another certainly is not listed. */
  readonly sameCluster: Value<true>;
  readonly issuerUrl: Value<string | undefined>;
  readonly groupsPrefix: Value<string>;
  readonly usernamePrefix: Value<string>;
  /** Whether one of the two is made only after the other. */
  readonly inOrder: boolean;
}
