import type {
  AuthenticatingProxyMethodInput,
  AwsIamMethodInput,
  ClientCertificateMethodInput,
  MfaProofInput,
  OidcMethodInput,
  ServiceAccountTokensMethodInput,
} from "../authentication-spec";

/** Login with ID tokens of an OpenID Connect provider: `{ method: "oidc", ... }`. */
export function oidc(method: Omit<OidcMethodInput, "method">): OidcMethodInput {
  return { method: "oidc", ...method };
}

/** Login with AWS IAM principals: `{ method: "aws-iam" }`. Cloud profile only. */
export function awsIam(): AwsIamMethodInput {
  return { method: "aws-iam" };
}

/** Login with short-lived client certificates: `{ method: "client-certificate" }`. Data-center and edge profiles only. */
export function clientCertificates(): ClientCertificateMethodInput {
  return { method: "client-certificate" };
}

/** Login of workloads with bound tokens: `{ method: "service-account", ... }`. No way in for people. */
export function serviceAccountTokens(
  method: Omit<ServiceAccountTokensMethodInput, "method"> = {},
): ServiceAccountTokensMethodInput {
  return { method: "service-account", ...method };
}

/** Login through a proxy that is believed by its certificate: `{ method: "authenticating-proxy", clientName }`. Data-center and edge profiles only. */
export function authenticatingProxy(
  method: Omit<AuthenticatingProxyMethodInput, "method">,
): AuthenticatingProxyMethodInput {
  return { method: "authenticating-proxy", ...method };
}

/** Okta's own proof of a second factor: `{ dialect: "okta" }`. */
export function okta(): Extract<MfaProofInput, { readonly dialect: "okta" }> {
  return { dialect: "okta" };
}

/** The second factor is proven by an `acr` claim that is one of `values`. The cloud profile takes exactly one. */
export function acr(...values: readonly string[]): Extract<MfaProofInput, { readonly dialect: "acr" }> {
  return { dialect: "acr", values };
}

/** The second factor is proven by an `amr` list that contains one of `values`. Not on the cloud profile. */
export function amr(...values: readonly string[]): Extract<MfaProofInput, { readonly dialect: "amr" }> {
  return { dialect: "amr", values };
}

/** The second factor is proven by a Keycloak level of authentication that is one of `levels`. The cloud profile takes exactly one. */
export function keycloak(...levels: readonly string[]): Extract<MfaProofInput, { readonly dialect: "keycloak" }> {
  return { dialect: "keycloak", levels };
}

/** The second factor is proven by a Microsoft Entra ID authentication context that is one of `contexts`. Not on the cloud profile. */
export function entra(...contexts: readonly string[]): Extract<MfaProofInput, { readonly dialect: "entra" }> {
  return { dialect: "entra", contexts };
}
