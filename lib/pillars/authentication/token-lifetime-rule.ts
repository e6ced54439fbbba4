import type { ClaimRule } from "./mfa-claim-rules";

/** The longest an ID token may live, in seconds: the API server cannot see that one was revoked. */
export const LONGEST_TOKEN_SECONDS = 3600;

/** Refuses tokens that say nothing of their life or live too long. */
export function tokenLifetimeRule(): ClaimRule {
  return {
    expression: `has(claims.exp) && has(claims.iat) && claims.exp - claims.iat <= ${LONGEST_TOKEN_SECONDS}`,
    message: `the token lives longer than ${LONGEST_TOKEN_SECONDS} seconds`,
  };
}
