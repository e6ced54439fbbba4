import type { MfaProofInput } from "../../spec/authentication-spec";

/** A rule over the claims of an ID token, in CEL. */
export interface ClaimRule {
  readonly expression: string;
  readonly message: string;
}

/**
 * The rule that a token proves a second factor. Claims are typed `any`, so a list must be wrapped in `dyn()` before it can
 * be searched; a claim that is missing or of another type fails the login. That it is a list must be asked: of an object, `exists`
 * searches the keys, and `{"mfa": false}` would prove a second factor.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 * @see https://www.rfc-editor.org/rfc/rfc8176
 */
export function mfaClaimRule(mfa: MfaProofInput): ClaimRule {
  switch (mfa.dialect) {
    case "okta":
      return listRule("amr", ["mfa"]);
    case "amr":
      return listRule("amr", mfa.values);
    case "entra":
      return listRule("acrs", mfa.contexts);
    case "acr":
      return acrRule(mfa.values);
    case "keycloak":
      return acrRule(mfa.levels);
  }
}

function listRule(claim: "amr" | "acrs", values: readonly string[]): ClaimRule {
  const list = `dyn(claims.?${claim}.orValue([]))`;
  return {
    expression: `type(${list}) == list && ${list}.exists(m, m in ${celStrings(values)})`,
    message: `the ${claim} claim does not prove a second factor`,
  };
}

function acrRule(values: readonly string[]): ClaimRule {
  return {
    expression: `claims.?acr.orValue("") in ${celStrings(values)}`,
    message: "the acr claim does not prove a second factor",
  };
}

/** A CEL list in canonical order. Every JSON string is a CEL string. */
function celStrings(values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  return `[${sorted.map((value) => JSON.stringify(value)).join(", ")}]`;
}
