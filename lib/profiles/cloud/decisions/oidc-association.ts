import type { MfaProofInput } from "../../../spec/authentication-spec";
import type { AuthenticationMethodSpec } from "../../../spec/cluster-spec";
import { InvalidInput } from "../../../spec/invalid-input";

/** How the cluster reads the tokens of its identity provider. */
export interface OidcAssociationDecision {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly usernameClaim: string;
  readonly groupsClaim: string;
  readonly requiredClaims: Readonly<Record<string, string>>;
}

/** Okta's `acr` value for a login with any two factors; the client asks for it with `acr_values`. */
const OKTA_ANY_TWO_FACTORS = "urn:okta:loa:2fa:any";

/** The association with the identity provider; undefined when nobody logs in with one. */
export function oidcAssociation(methods: readonly AuthenticationMethodSpec[]): OidcAssociationDecision | undefined {
  const oidc = methods.find((method) => method.method === "oidc");
  return (
    oidc && {
      issuerUrl: oidc.issuer,
      clientId: oidc.clientId,
      usernameClaim: oidc.usernameClaim,
      groupsClaim: oidc.groupsClaim,
      requiredClaims: proofOfMfa(oidc.mfa),
    }
  );
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
    case "acr": {
      const [value, ...others] = mfa.values;
      if (value === undefined || others.length > 0) {
        throw new InvalidInput(
          `Amazon EKS compares acr with one value, not with ${mfa.values.length}: name the one that proves a second factor`,
        );
      }
      return { acr: value };
    }
    case "amr":
      throw new InvalidInput("Amazon EKS cannot look into the amr list: prove the second factor by acr(...) or okta()");
  }
}
