import type { ApiAnswer } from "../laboratory/api-client";
import type { Issuer } from "../laboratory/issuer";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { type Attack, allowed, request, type Weakening } from "./attack";
import { AUTHENTICATION } from "./files";

type Claims = Readonly<Record<string, unknown>>;

/** A group that may read something, and a second factor. */
const claimsOf = ({ reader }: LaboratoryCluster): Claims => ({ groups: reader.groups, amr: ["mfa"] });
const UNAUTHORIZED = { status: 401, message: "Unauthorized" };
const HOUR = 3600;

const now = () => Math.floor(Date.now() / 1000);

const withClaims = (claims: () => Claims) =>
  request(
    (cluster: LaboratoryCluster) =>
      cluster.ask({
        path: cluster.reader.reads,
        token: cluster.issuer.token({ ...claimsOf(cluster), ...claims() }),
      }),
    UNAUTHORIZED,
  );

const legitimate = allowed((cluster: LaboratoryCluster) =>
  cluster.ask({ path: cluster.reader.reads, token: cluster.issuer.token(claimsOf(cluster)) }),
);

const WITHOUT_SECOND_FACTOR: Weakening = {
  name: "no claim is asked for a second factor",
  edits: [
    {
      file: AUTHENTICATION,
      from: 'type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["hwk", "mfa"])',
      to: "'true'",
    },
  ],
};

const LIFE_OF_A_DAY: Weakening = {
  name: "tokens may live for a day",
  edits: [{ file: AUTHENTICATION, from: "claims.exp - claims.iat <= 3600", to: "claims.exp - claims.iat <= 86400" }],
};

const ANY_CLIENT: Weakening = {
  name: "tokens for another client are taken as well",
  edits: [
    {
      file: AUTHENTICATION,
      from: "      audiences:\n        - kubernetes\n",
      to: "      audiences:\n        - kubernetes\n        - wiki\n      audienceMatchPolicy: MatchAny\n",
    },
  ],
};

const NO_PREFIX: Weakening = {
  name: "groups have no prefix, and may begin with system:",
  edits: [
    { file: AUTHENTICATION, from: 'claim: groups\n        prefix: "oidc:"', to: 'claim: groups\n        prefix: ""' },
    { file: AUTHENTICATION, from: 'user.groups.all(g, !g.startsWith("system:"))', to: "'true'" },
  ],
};

const SECRETS = "/api/v1/namespaces/kube-system/secrets";

export const OIDC_ATTACKS: readonly Attack<LaboratoryCluster>[] = [
  {
    name: "a login without a second factor",
    attack: withClaims(() => ({ amr: ["pwd"] })),
    legitimate,
    weakening: WITHOUT_SECOND_FACTOR,
  },
  {
    name: "a token that says nothing of how its holder logged in",
    attack: withClaims(() => ({ amr: undefined })),
    legitimate,
    weakening: WITHOUT_SECOND_FACTOR,
  },
  {
    name: "a second factor that is claimed as a text with the word in it",
    attack: withClaims(() => ({ amr: "no-mfa" })),
    legitimate,
    weakening: WITHOUT_SECOND_FACTOR,
  },
  {
    name: "a second factor that is claimed as a number",
    attack: withClaims(() => ({ amr: 1 })),
    legitimate,
    weakening: WITHOUT_SECOND_FACTOR,
  },
  {
    name: "a token that lives longer than an hour",
    attack: withClaims(() => ({ iat: now(), exp: now() + 2 * HOUR })),
    legitimate,
    weakening: LIFE_OF_A_DAY,
  },
  {
    name: "a token that the issuer gave to another client",
    attack: withClaims(() => ({ aud: "wiki" })),
    legitimate,
    weakening: ANY_CLIENT,
  },
  {
    name: "the group system:masters in a token, which is a group of the issuer and no more",
    attack: request(
      (plant: LaboratoryCluster) =>
        plant.ask({ path: SECRETS, token: plant.issuer.token({ groups: ["system:masters"], amr: ["mfa"] }) }),
      { status: 403, message: "cannot list resource" },
    ),
    legitimate,
    weakening: NO_PREFIX,
  },
];

/** A good token but for its signature. No line of ours stops one, so none can be taken out: these have no weakened twin. */
export const FORGED_TOKENS: readonly {
  readonly name: string;
  readonly token: (issuer: Issuer, claims: Claims) => string;
}[] = [
  { name: "a token without a signature", token: (issuer, claims) => issuer.unsigned(claims) },
  {
    name: "a token signed by HMAC with the issuer's public key",
    token: (issuer, claims) => issuer.signedByPublicKey(claims),
  },
  {
    name: "a token that names a key that the issuer has not",
    token: (issuer, claims) => issuer.token(claims, { kid: "key-2" }),
  },
];

/** What the API server answers to each, in that order. */
export function tryForged(cluster: LaboratoryCluster): readonly ApiAnswer[] {
  return FORGED_TOKENS.map(({ token }) =>
    cluster.ask({ path: cluster.reader.reads, token: token(cluster.issuer, claimsOf(cluster)) }),
  );
}
