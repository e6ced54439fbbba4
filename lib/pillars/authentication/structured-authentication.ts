import type { ComponentFlag } from "../../plan/component-flag";
import type { ConfigDocument } from "../../plan/config-document";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { Json } from "../../plan/manifest";
import type { AttributeRuleInput } from "../../spec/attribute-rule-spec";
import type { ClusterSpec, OidcMethodSpec } from "../../spec/cluster-spec";
import { oidcPrefix } from "../../spec/derived";
import { attributesFromClaims } from "./attributes-from-claims";
import { anonymousHealthProbes } from "./anonymous-health-probes";
import { loginAgeRule } from "./login-age-rule";
import { type ClaimRule, mfaClaimRule } from "./mfa-claim-rules";
import { reservedNameRules } from "./reserved-name-rules";
import { tokenLifetimeRule } from "./token-lifetime-rule";

/**
 * Who the API server believes: the identity provider's tokens that prove MFA, and, without credentials, whom `anonymous`
 * says.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function structuredAuthentication(
  spec: Pick<ClusterSpec, "authentication" | "attributeRules">,
  anonymous: Json = anonymousHealthProbes(),
): ConfigDocument {
  return {
    pillar: "authentication",
    fields: ["attributeRules", "authentication.methods"],
    path: MACHINE_PATHS.authentication,
    content: {
      apiVersion: "apiserver.config.k8s.io/v1",
      kind: "AuthenticationConfiguration",
      anonymous,
      jwt: spec.authentication.methods
        .filter((method) => method.method === "oidc")
        .sort((a, b) => (a.issuer < b.issuer ? -1 : 1))
        .map((method) => jwtAuthenticator(method, spec.attributeRules)),
    },
  };
}

/** The flag that makes the API server read it. `anonymous-auth` and `oidc-*` flags are refused beside it. */
export function structuredAuthenticationFlags(): readonly ComponentFlag[] {
  return [
    {
      pillar: "authentication",
      fields: ["authentication.methods"],
      component: "kube-apiserver",
      name: "authentication-config",
      value: MACHINE_PATHS.authentication,
      why: "who is believed, and what proves a second factor",
    },
  ];
}

function jwtAuthenticator(method: OidcMethodSpec, attributeRules: readonly AttributeRuleInput[]): Json {
  const prefix = oidcPrefix(method.name);
  return {
    issuer: { url: method.issuer, audiences: [method.clientId] },
    claimValidationRules: [
      mfaClaimRule(method.mfa),
      tokenLifetimeRule(),
      ...(method.loginWithinHours === undefined ? [] : [loginAgeRule(method.loginWithinHours)]),
      ...verifiedEmailRule(method),
    ].map(asJson),
    claimMappings: {
      // A claim with a prefix rather than an expression: any claim name is safe there, and every value gets the prefix.
      username: { claim: method.usernameClaim, prefix },
      groups: { claim: method.groupsClaim, prefix },
      ...attributesFromClaims(attributeRules),
    },
    userValidationRules: reservedNameRules().map(asJson),
  };
}

/** An address that the user typed and the provider did not check names anybody. */
function verifiedEmailRule(method: OidcMethodSpec): readonly ClaimRule[] {
  if (method.usernameClaim !== "email") return [];
  return [
    { expression: "claims.?email_verified.orValue(false) == true", message: "the e-mail address is not verified" },
  ];
}

function asJson(rule: ClaimRule): Json {
  return { expression: rule.expression, message: rule.message };
}
