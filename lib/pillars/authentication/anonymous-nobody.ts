import type { Json } from "../../plan/manifest";

/**
 * Nobody is answered without credentials: k3s asks for its API server's health with a certificate. It must be written, for k3s
 * drops its own `anonymous-auth=false` as soon as there is an authentication file, and everybody would be answered.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration
 */
export function anonymousNobody(): Json {
  return { enabled: false };
}
