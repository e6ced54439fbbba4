import { loginAgeRule } from "../../../lib/pillars/authentication/login-age-rule";
import { mfaClaimRule } from "../../../lib/pillars/authentication/mfa-claim-rules";
import { tokenLifetimeRule } from "../../../lib/pillars/authentication/token-lifetime-rule";
import type { Issuer } from "../laboratory/issuer";
import type { Providers } from "../laboratory/providers";
import { type Attack, allowed, type Edit, request, type Weakening } from "./attack";
import { DIALECTS, type Dialect, prefixOf, titleOf } from "./dialects";
import { AUTHENTICATION } from "./files";

type Claims = Readonly<Record<string, unknown>>;

/** A group of every provider that may read namespaces, but not secrets. */
export const PLATFORM = "plant-platform";
/** How long ago a login may be, in the description that is attacked. */
export const LOGIN_WITHIN_HOURS = 8;

export const NAMESPACES = "/api/v1/namespaces";
const SECRETS = "/api/v1/namespaces/kube-system/secrets";
const UNAUTHORIZED = { status: 401, message: "Unauthorized" };
const MINUTE = 60;
const HOUR = 3600;

const now = () => Math.floor(Date.now() / 1000);

/** What a good token of a provider says. */
export function goodClaims({ proof }: Dialect): Claims {
  return { groups: [PLATFORM], auth_time: now() - MINUTE, ...proof };
}

const everywhere = (edit: (dialect: Dialect) => Omit<Edit, "file">): readonly Edit[] =>
  DIALECTS.map((dialect) => ({ file: AUTHENTICATION, ...edit(dialect) }));

const WITHOUT_PROOF: Weakening = {
  name: "no provider is asked for a second factor",
  edits: everywhere(({ mfa }) => ({ from: mfaClaimRule(mfa).expression, to: "'true'" })),
};

const ANY_LIFE = everywhere(() => ({ from: tokenLifetimeRule().expression, to: "'true'" }));
// No two rules of one provider may be the same.
const ANY_LOGIN = everywhere(() => ({ from: loginAgeRule(LOGIN_WITHIN_HOURS).expression, to: "'true || true'" }));

const WITHOUT_LIFE: Weakening = { name: "tokens may live for ever", edits: ANY_LIFE };
const WITHOUT_LOGIN: Weakening = { name: "the login may be of any time", edits: ANY_LOGIN };
const WITHOUT_TIMES: Weakening = { name: "no time in a token is looked at", edits: [...ANY_LIFE, ...ANY_LOGIN] };

const OTHER_CLIENTS: Weakening = {
  name: "tokens for another client are taken as well",
  edits: everywhere(() => ({
    from: "      audiences:\n        - kubernetes\n",
    to: "      audiences:\n        - wiki\n        - kubernetes\n      audienceMatchPolicy: MatchAny\n",
  })),
};

const NO_PREFIXES: Weakening = {
  name: "users and groups have no prefix, and may begin with system:",
  edits: [
    // Two users of one name are one then: that is what the prefix is for.
    ...everywhere((dialect) => ({
      from: `claim: sub\n        prefix: "${prefixOf(dialect)}"`,
      to: 'claim: sub\n        prefix: ""',
    })),
    ...everywhere((dialect) => ({
      from: `claim: groups\n        prefix: "${prefixOf(dialect)}"`,
      to: 'claim: groups\n        prefix: ""',
    })),
    ...everywhere(() => ({ from: `'!user.username.startsWith("system:")'`, to: "'true || true'" })),
    ...everywhere(() => ({ from: 'user.groups.all(g, !g.startsWith("system:"))', to: "'true'" })),
  ],
};

interface Case {
  readonly name: string;
  readonly claims: () => Claims;
  readonly weakening: Weakening;
  /** @default the list of namespaces */
  readonly path?: string;
  /** @default 401 */
  readonly refused?: { readonly status: number; readonly message: string };
}

function cases(dialect: Dialect): readonly Case[] {
  const proofs = Object.entries({ "is of a login by password": dialect.password, ...dialect.mistaken });
  return [
    ...proofs.map(([name, claims]) => ({
      name,
      claims: () => ({ ...cleared(dialect.proof), ...claims }),
      weakening: WITHOUT_PROOF,
    })),
    {
      name: "is of a login of this morning",
      claims: () => ({ auth_time: now() - 9 * HOUR }),
      weakening: WITHOUT_LOGIN,
    },
    {
      name: "does not say when its holder logged in",
      claims: () => ({ auth_time: undefined }),
      weakening: WITHOUT_LOGIN,
    },
    {
      name: "gives the time of the login as a text",
      claims: () => ({ auth_time: `${now()}` }),
      weakening: WITHOUT_LOGIN,
    },
    { name: "is of a login to come", claims: () => ({ auth_time: now() + HOUR }), weakening: WITHOUT_LOGIN },
    { name: "lives longer than an hour", claims: () => ({ exp: now() + 2 * HOUR }), weakening: WITHOUT_LIFE },
    { name: "does not say when it was issued", claims: () => ({ iat: undefined }), weakening: WITHOUT_TIMES },
    { name: "was issued to another client", claims: () => ({ aud: "wiki" }), weakening: OTHER_CLIENTS },
    ...escapes(dialect),
  ];
}

/** A token that claims somebody whom another method names, and gets no more than its own prefix lets it have. */
function escapes(dialect: Dialect): readonly Case[] {
  const user = `${prefixOf(dialect)}alice`;
  const forbidden = (name: string, what: string) => ({
    status: 403,
    message: `User "${name}" cannot list resource "${what}"`,
  });
  const others = DIALECTS.filter(({ name }) => name !== dialect.name).map((other) => `${prefixOf(other)}${PLATFORM}`);
  const controller = "system:kube-controller-manager";
  return [
    {
      name: "claims the groups of every other provider, by their whole names",
      claims: () => ({ groups: others }),
      weakening: NO_PREFIXES,
      refused: forbidden(user, "namespaces"),
    },
    {
      name: "claims the groups of administrators: system:masters, kubeadm's, break-glass",
      claims: () => ({ groups: ["system:masters", "kubeadm:cluster-admins", "portcullis:break-glass"] }),
      weakening: NO_PREFIXES,
      path: SECRETS,
      refused: forbidden(user, "secrets"),
    },
    {
      name: "claims the name of the controller manager",
      claims: () => ({ sub: controller, groups: [] }),
      weakening: NO_PREFIXES,
      path: SECRETS,
      refused: forbidden(`${prefixOf(dialect)}${controller}`, "secrets"),
    },
  ];
}

const cleared = (claims: Claims): Claims => Object.fromEntries(Object.keys(claims).map((name) => [name, undefined]));

/** Every attack of the table, on every provider. */
export function providerAttacks(providers: Providers): readonly Attack[] {
  return DIALECTS.flatMap((dialect) => {
    const by = (path: string, claims: () => Claims) => (plant: Parameters<Attack["attack"]>[0]) =>
      plant.ask({ path, token: providers.of(dialect.name).token({ ...goodClaims(dialect), ...claims() }) });
    return cases(dialect).map(({ name, claims, weakening, path = NAMESPACES, refused = UNAUTHORIZED }) => ({
      name: `a token of ${titleOf(dialect)} that ${name}`,
      attack: request(by(path, claims), refused),
      legitimate: allowed(by(NAMESPACES, () => ({}))),
      weakening,
    }));
  });
}

/** A token that the API server refuses by itself: no line of ours stops it, so none can be taken out. */
export interface ForgedToken {
  readonly name: string;
  readonly token: (issuer: Issuer, claims: Claims, another: Issuer) => string;
}

export const FORGED_PROVIDER_TOKENS: readonly ForgedToken[] = [
  { name: "has no signature", token: (issuer, claims) => issuer.unsigned(claims) },
  { name: "is signed by HMAC with the public key", token: (issuer, claims) => issuer.signedByPublicKey(claims) },
  { name: "names a key that the provider has not", token: (issuer, claims) => issuer.token(claims, { kid: "key-2" }) },
  {
    name: "is signed by another provider",
    token: (issuer, claims, another) => another.token({ ...claims, iss: issuer.url }),
  },
  {
    name: "is of an issuer that nobody knows",
    token: (issuer, claims) => issuer.token({ ...claims, iss: `${issuer.url}/x` }),
  },
  {
    name: "has expired",
    token: (issuer, claims) => issuer.token({ ...claims, iat: now() - HOUR, exp: now() - MINUTE }),
  },
  { name: "is not valid yet", token: (issuer, claims) => issuer.token({ ...claims, nbf: now() + 10 * MINUTE }) },
  { name: "never expires", token: (issuer, claims) => issuer.token({ ...claims, exp: undefined }) },
  { name: "has no user", token: (issuer, claims) => issuer.token({ ...claims, sub: undefined }) },
  { name: "gives the user as a number", token: (issuer, claims) => issuer.token({ ...claims, sub: 7 }) },
  {
    name: "gives the groups as an object",
    token: (issuer, claims) => issuer.token({ ...claims, groups: { [PLATFORM]: true } }),
  },
];
