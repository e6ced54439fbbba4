import type { LoginProxyMachineInput } from "./login-proxy-spec";

/**
 * How an identity provider says in a token that the user passed a second factor.
 *
 * - `okta`: Okta's `amr` list contains `mfa`; where only string claims can be matched (Amazon EKS), its
 *   `acr` must be `urn:okta:loa:2fa:any`, which the client requests with `acr_values`.
 * - `acr`: the `acr` claim is one of `values`. Works with every provider that sends `acr`, and on every profile
 *   when there is exactly one value.
 * - `amr`: the `amr` list contains one of `values`, each of which proves a second factor or a key by itself: `fido`, `hwk`,
 *   `mfa`, `pop`, `sc`, `swk`. Where a provider sends `otp` beside `pwd`, let it send `mfa` too. Not possible on Amazon EKS,
 *   which cannot match inside lists.
 * - `keycloak`: Keycloak's `acr` is one of `levels`, names of its levels of authentication of which each asks for a second factor. Keycloak
 *   says `1` of every login by password, also where nobody has set up levels, and `0` of one by cookie: both are refused here.
 * - `entra`: Microsoft Entra ID's `acrs` list contains one of `contexts`, ids of authentication contexts (`c1` to `c99`) for which a
 *   Conditional Access policy asks for a second factor; the client requests them by the claims parameter. Its tokens of version 2 have no
 *   `amr`. Not possible on Amazon EKS, which cannot match inside lists.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 * @see https://www.rfc-editor.org/rfc/rfc8176
 * @see https://www.keycloak.org/docs/latest/server_admin/#_step-up-flow
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
export type MfaProofInput =
  | { readonly dialect: "okta" }
  | { readonly dialect: "acr"; readonly values: readonly string[] }
  | { readonly dialect: "amr"; readonly values: readonly string[] }
  | { readonly dialect: "keycloak"; readonly levels: readonly string[] }
  | { readonly dialect: "entra"; readonly contexts: readonly string[] };

/**
 * Login with ID tokens of an OpenID Connect provider, with proof of MFA. Users and groups get the prefix
 * `oidc:`, or `oidc-<name>:` where the provider has a name, so that a claim can never name a user or group of another method or
 * of another provider.
 *
 * Up to ten providers stand beside each other: one without a name, the others each with its own.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 * @see https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
 */
export interface OidcMethodInput {
  readonly method: "oidc";

  /**
   * What subjects in `access` call the provider by: an RFC 1123 label of 1 to 40 characters, no two the same. Public API: whoever changes it
   * renames every user and group of the provider.
   *
   * @default - no name: the one provider of subjects that name none
   */
  readonly name?: string | undefined;

  /**
   * The issuer's URL: https, no query, fragment or credentials; exactly the `iss` of its tokens. No two providers have the same, with whatever
   * client.
   */
  readonly issuer: string;

  /** The client id that tokens must carry as their audience. 1 to 128 visible characters without quotes. */
  readonly clientId: string;

  /** What proves the second factor. There is no default: providers differ, and silence would mean no MFA. */
  readonly mfa: MfaProofInput;

  /**
   * How long ago, in whole hours from 1 to 24, the user may have logged in when a token is issued: by the `auth_time` of the token, without
   * which nobody is let in then. Not on Amazon EKS, which compares no numbers.
   *
   * @default - not asked: providers need not send `auth_time`, and bound their sessions by themselves
   */
  readonly loginWithinHours?: number | undefined;

  /**
   * The claim that becomes the user name.
   *
   * @default "sub"
   */
  readonly usernameClaim?: string | undefined;

  /**
   * The claim that becomes the groups.
   *
   * @default "groups"
   */
  readonly groupsClaim?: string | undefined;
}

/**
 * Login with AWS IAM principals, through EKS access entries. Cloud profile only. What a role's trust policy demands
 * cannot be seen from here, so this method counts as without MFA.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export interface AwsIamMethodInput {
  readonly method: "aws-iam";
}

/**
 * Login with short-lived client certificates signed by the cluster. Data-center and edge profiles only. Counts as
 * without MFA; groups (`O=`) that the description may bind begin with `cert:`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
 */
export interface ClientCertificateMethodInput {
  readonly method: "client-certificate";
}

/**
 * Login of workloads with tokens of their service accounts: bound to a pod, for this cluster alone. Never counts as a way in for people.
 * Every Kubernetes cluster believes such tokens; naming the method lets `access` name service accounts, and bounds
 * their tokens further. Tokens without an end, kept in Secrets, are refused by an admission policy on every profile.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens
 */
export interface ServiceAccountTokensMethodInput {
  readonly method: "service-account";

  /**
   * The longest life that anybody can ask for, in whole hours from 1 to 24. Not on Amazon EKS, which fixes it.
   *
   * @default - 24 hours
   */
  readonly maximumLifeHours?: number | undefined;

  /**
   * The audience that a token must have to be believed by this API server: 1 to 128 visible characters without quotes and commas. Not on Amazon
   * EKS, which fixes it.
   *
   * @default - what Kubernetes or k3s uses by itself: on your own machines the issuer of the cluster's tokens
   */
  readonly audience?: string | undefined;
}

/**
 * Login through a proxy that knows who asks, and says so in request headers over a connection with a client certificate of its own.
 * For LDAP, SAML or Kerberos where no broker speaks OpenID Connect. Data-center and edge profiles only. Counts as without MFA: what
 * the proxy asked for cannot be seen from here.
 *
 * The API server believes the headers `X-Remote-User`, `X-Remote-Group` and `X-Remote-Extra-*` from two holders alone, by the names in
 * their certificates: its own aggregator and this proxy. Both certificates come from the request-header authority of kubeadm or k3s, which
 * signs for nobody else, and from which an ordinary client certificate is not believed.
 *
 * **Whoever steals the proxy's key is every user and every group at once**, `system:masters` among them: the API server puts no
 * prefix before what the headers say. So the key is made on the proxy's machine and stays there, the certificate lives for days and not years, the
 * proxy deletes identity headers of its clients in every spelling, and puts `proxy:` before users and groups. Without such a
 * machine, do without this method.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#authenticating-proxy
 */
export interface AuthenticatingProxyMethodInput {
  readonly method: "authenticating-proxy";

  /**
   * The common name (`CN=`) of the proxy's client certificate: a DNS name in lower case of at most 64 characters with a dot in it,
   * so that it is never that of the aggregator.
   */
  readonly clientName: string;

  /**
   * The proxy's machine, for which user data is written then.
   *
   * @default - a proxy of your own making: only the API server's half is written
   */
  readonly machine?: LoginProxyMachineInput | undefined;
}

/** One way in. */
export type AuthenticationMethodInput =
  | OidcMethodInput
  | AwsIamMethodInput
  | ClientCertificateMethodInput
  | ServiceAccountTokensMethodInput
  | AuthenticatingProxyMethodInput;

/** The name of a way in. */
export type AuthenticationMethodName = AuthenticationMethodInput["method"];

/** Who can log in, and how. */
export interface AuthenticationInput<Method extends AuthenticationMethodInput = AuthenticationMethodInput> {
  /**
   * At least two methods for people, each with a subject in `access`, at most one of each kind (of OpenID Connect, up to ten
   * providers): when one fails, the other still gets somebody in. Service-account tokens come on top and need no subject. Passwords and static token files do not exist.
   */
  readonly methods: readonly Method[];
}
