import { mfaClaimRule } from "../../../lib/pillars/authentication/mfa-claim-rules";
import { keycloak } from "../../../lib";
import type { Plant } from "../laboratory/plant";
import type { Session } from "../laboratory/login";
import { type Attack, allowed, request, type Weakening } from "./attack";
import { AUTHENTICATION } from "./files";

/** Somebody who has logged in, and gets a fresh token of that login each time. */
export interface LoggedIn {
  readonly token: () => string;
}

/** Who has logged in at the provider, and how. */
export interface Logins {
  /** Alice, an operator, by password and code. */
  readonly withCode: LoggedIn;
  /** Alice, by password alone. */
  readonly byPassword: LoggedIn;
  /** Alice, by password and code, at another program. */
  readonly elsewhere: LoggedIn;
  /** Mallory, by password and code, who is in a group of the directory called system:masters. */
  readonly master: LoggedIn;
}

export const NAMESPACES = "/api/v1/namespaces";
const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const UNAUTHORIZED = { status: 401, message: "Unauthorized" };

const WITHOUT_LEVEL: Weakening = {
  name: "no level of authentication is asked for",
  edits: [{ file: AUTHENTICATION, from: mfaClaimRule(keycloak("mfa")).expression, to: "'true'" }],
};

const ANY_CLIENT: Weakening = {
  name: "tokens for another program are taken as well",
  edits: [
    {
      file: AUTHENTICATION,
      from: "      audiences:\n        - kubernetes\n",
      to: "      audiences:\n        - kubernetes\n        - wiki\n      audienceMatchPolicy: MatchAny\n",
    },
  ],
};

const NO_PREFIX: Weakening = {
  name: "groups of the directory have no prefix, and may begin with system:",
  edits: [
    { file: AUTHENTICATION, from: 'claim: groups\n        prefix: "oidc:"', to: 'claim: groups\n        prefix: ""' },
    { file: AUTHENTICATION, from: 'user.groups.all(g, !g.startsWith("system:"))', to: "'true'" },
  ],
};

/** Attacks with tokens that a real provider has issued. */
export function identityProviderAttacks(logins: () => Logins): readonly Attack[] {
  const by = (who: keyof Logins, path: string) => (plant: Plant) => plant.ask({ path, token: logins()[who].token() });
  const legitimate = allowed(by("withCode", NAMESPACES));
  return [
    {
      name: "a login by password alone, which the provider says is level `password`",
      attack: request(by("byPassword", NAMESPACES), UNAUTHORIZED),
      legitimate,
      weakening: WITHOUT_LEVEL,
    },
    {
      name: "a token with a second factor that the provider gave to another program",
      attack: request(by("elsewhere", NAMESPACES), UNAUTHORIZED),
      legitimate,
      weakening: ANY_CLIENT,
    },
    {
      name: "a member of a group that the directory calls system:masters, as such",
      attack: request(by("master", SECRETS), { status: 403, message: 'cannot list resource "secrets"' }),
      legitimate,
      weakening: NO_PREFIX,
    },
  ];
}

/** Claims that every token of the provider has. */
export interface TokenClaims {
  readonly sub: string;
  /** The end of its life, in seconds. */
  readonly exp: number;
}

/** The claims of a token. */
export function claimsOf({ idToken }: Pick<Session, "idToken">): TokenClaims {
  return JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"));
}
