import type { FactBase } from "./fact-base";

/** One issuer of a structured authentication configuration. */
export interface JwtIssuerFact {
  readonly url: string;
  readonly audiences: readonly string[];
  /** CEL expressions and required claims of `claimValidationRules`, as text: `claim acr = x` or the expression. */
  readonly claimRules: readonly string[];
  /** What is put before user names, in front of every one of them; empty when nothing is. */
  readonly usernamePrefix: string;
  /** What is put before group names, in front of every one of them; empty when nothing is; undefined when groups are not mapped. */
  readonly groupsPrefix: string | undefined;
  /** What else is taken over from claims: keys, and the CEL that gives their values. */
  readonly extra: readonly { readonly key: string; readonly expression: string }[];
  /** CEL expressions of `userValidationRules`. */
  readonly userRules: readonly string[];
}

/** A structured authentication configuration (`apiserver.config.k8s.io`, kind AuthenticationConfiguration). */
export interface AuthenticationConfigurationFact extends FactBase {
  readonly kind: "authentication-configuration";
  readonly issuers: readonly JwtIssuerFact[];
  /** Whether requests without credentials are answered, and on which paths; undefined paths mean all. */
  readonly anonymous: { readonly enabled: boolean; readonly paths: readonly string[] | undefined } | undefined;
}
