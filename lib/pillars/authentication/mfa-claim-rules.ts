import type { MfaProofInput } from "../../spec/authentication-spec";

/** A rule over the claims of an ID token, in CEL. */
export interface ClaimRule {
  readonly expression: string;
  readonly message: string;
}

/**
 * The rule that a token proves a second factor. Claims are typed `any`, so a list must be wrapped in `dyn()` before it can
 * be searched; a claim that is missing or of another type fails the login.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 * @see https://www.rfc-editor.org/rfc/rfc8176
 */
export function mfaClaimRule(mfa: MfaProofInput): ClaimRule {
  switch (mfa.dialect) {
    case "okta":
      return amrRule(["mfa"]);
    case "amr":
      return amrRule(mfa.values);
    case "acr":
      return {
        expression: `claims.?acr.orValue("") in ${celStrings(mfa.values)}`,
        message: "the acr claim does not prove a second factor",
      };
  }
}

function amrRule(values: readonly string[]): ClaimRule {
  return {
    expression: `dyn(claims.?amr.orValue([])).exists(m, m in ${celStrings(values)})`,
    message: "the amr claim does not prove a second factor",
  };
}

/** A CEL list in canonical order. Every JSON string is a CEL string. */
function celStrings(values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  return `[${sorted.map((value) => JSON.stringify(value)).join(", ")}]`;
}
