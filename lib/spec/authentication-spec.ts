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
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 * @see https://www.rfc-editor.org/rfc/rfc8176
 */
export type MfaProofInput =
  | { readonly dialect: "okta" }
  | { readonly dialect: "acr"; readonly values: readonly string[] }
  | { readonly dialect: "amr"; readonly values: readonly string[] };

/**
 * Login with ID tokens of an OpenID Connect provider, with proof of MFA. Users and groups get the prefix
 * `oidc:`, so that a claim can never name a user or group of another method.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export interface OidcMethodInput {
  readonly method: "oidc";

  /** The issuer's URL: https, no query, fragment or credentials; exactly the `iss` of its tokens. */
  readonly issuer: string;

  /** The client id that tokens must carry as their audience. 1 to 128 visible characters without quotes. */
  readonly clientId: string;

  /** What proves the second factor. There is no default: providers differ, and silence would mean no MFA. */
  readonly mfa: MfaProofInput;

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

/** One way in. */
export type AuthenticationMethodInput = OidcMethodInput | AwsIamMethodInput | ClientCertificateMethodInput;

/** The name of a way in. */
export type AuthenticationMethodName = AuthenticationMethodInput["method"];

/** Who can log in, and how. */
export interface AuthenticationInput<Method extends AuthenticationMethodInput = AuthenticationMethodInput> {
  /**
   * At least two methods, each with a subject in `access`, at most one of each kind: when one fails, the other still
   * gets somebody in. Passwords and static token files do not exist.
   */
  readonly methods: readonly Method[];
}
