import type { MfaProofInput } from "../../../spec/authentication-spec";
import type { AuthenticationMethodSpec } from "../../../spec/cluster-spec";
import { oidcPrefix } from "../../../spec/derived";
import { InvalidInput } from "../../../spec/invalid-input";

/** How the cluster reads the tokens of one identity provider. */
export interface OidcAssociationDecision {
  /** Its name within the cluster, and the id of its construct: `oidc`, `oidc-partners`. */
  readonly name: string;
  /** What stands before its users and groups. */
  readonly prefix: string;
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly usernameClaim: string;
  readonly groupsClaim: string;
  readonly requiredClaims: Readonly<Record<string, string>>;
}

/** Okta's `acr` value for a login with any two factors; the client asks for it with `acr_values`. */
const OKTA_ANY_TWO_FACTORS = "urn:okta:loa:2fa:any";

/**
 * The associations with identity providers, in the order in which they are made one after the other: by name, the one without a name
 * first. The order of the description changes nothing.
 */
export function oidcAssociations(methods: readonly AuthenticationMethodSpec[]): readonly OidcAssociationDecision[] {
  return methods
    .filter((method) => method.method === "oidc")
    .map((oidc) => ({
      name: oidc.name === undefined ? "oidc" : `oidc-${oidc.name}`,
      prefix: oidcPrefix(oidc.name),
      issuerUrl: oidc.issuer,
      clientId: oidc.clientId,
      usernameClaim: oidc.usernameClaim,
      groupsClaim: oidc.groupsClaim,
      requiredClaims: proofOfMfa(oidc.mfa),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The proof of a second factor as EKS can demand it: a text claim with one exact value.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html
 */
function proofOfMfa(mfa: MfaProofInput): Readonly<Record<string, string>> {
  switch (mfa.dialect) {
    case "okta":
      return { acr: OKTA_ANY_TWO_FACTORS };
    case "acr":
      return oneAcr(mfa.values);
    case "keycloak":
      return oneAcr(mfa.levels);
    case "amr":
      throw new InvalidInput("Amazon EKS cannot look into the amr list: prove the second factor by acr(...) or okta()");
    case "entra":
      throw new InvalidInput(
        "Amazon EKS cannot look into the acrs list: prove the second factor by acr(...) or okta()",
      );
  }
}

function oneAcr(values: readonly string[]): Readonly<Record<string, string>> {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) {
    throw new InvalidInput(
      `Amazon EKS compares acr with one value, not with ${values.length}: name the one that proves a second factor`,
    );
  }
  return { acr: value };
}
