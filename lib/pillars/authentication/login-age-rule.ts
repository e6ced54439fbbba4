import type { ClaimRule } from "./mfa-claim-rules";

/**
 * Refuses tokens of whoever logged in too long ago, by the provider's own clock alone: a session that is renewed for weeks proves
 * nothing of who sits there today. A claim that is missing, no number or later than the token fails the login.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export function loginAgeRule(hours: number): ClaimRule {
  return {
    expression: `has(claims.auth_time) && claims.auth_time <= claims.iat && claims.iat - claims.auth_time <= ${hours * 3600}`,
    message: `the login is older than ${hours} hours, or the token does not say when it was`,
  };
}
