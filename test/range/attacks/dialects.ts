import { acr, amr, entra, type MfaProofInput, keycloak, okta } from "../../../lib";

type Claims = Readonly<Record<string, unknown>>;

/** One provider of OpenID Connect: how it says that there was a second factor, and how it says otherwise. */
export interface Dialect {
  /** What the description calls it; the one without a name is called by the empty text. */
  readonly name: string;
  readonly issuer: string;
  readonly address: string;
  readonly mfa: MfaProofInput;
  /** The claims of a login with a second factor. */
  readonly proof: Claims;
  /** Those of a login by password. */
  readonly password: Claims;
  /** The claim that is the proof, missing and of types that it must not have, with words that a careless comparison takes for it. */
  readonly mistaken: Readonly<Record<string, Claims>>;
}

const inLists = (claim: string, value: string) => ({
  "says nothing of how its holder logged in": { [claim]: undefined },
  "claims a second factor as a text with the word in it": { [claim]: `no-${value}` },
  "claims a second factor as the word alone, outside a list": { [claim]: value },
  "claims a second factor as a number": { [claim]: 1 },
  "claims a second factor as an object with the word as its key": { [claim]: { [value]: false } },
  "claims a second factor in a list inside a list": { [claim]: [[value]] },
});

const asText = (value: string) => ({
  "says nothing of how its holder logged in": { acr: undefined },
  "claims a second factor in a list": { acr: [value] },
  "claims a second factor as a number": { acr: 2 },
  "claims a second factor in other letters": { acr: value.toUpperCase() },
  "claims a second factor and more in one text": { acr: `${value} ${value}` },
  "claims the empty text": { acr: "" },
});

/** As each provider's own tokens are, after a login with two factors and after one by password. */
export const DIALECTS: readonly Dialect[] = [
  {
    name: "",
    issuer: "https://login.example.com",
    address: "192.0.2.10",
    mfa: amr("mfa", "hwk"),
    proof: { amr: ["pwd", "hwk"] },
    password: { amr: ["pwd"] },
    mistaken: inLists("amr", "mfa"),
  },
  {
    name: "okta",
    issuer: "https://plant.okta.example.com/oauth2/default",
    address: "192.0.2.11",
    mfa: okta(),
    proof: { amr: ["mfa", "otp", "pwd"], acr: "urn:okta:loa:2fa:any" },
    password: { amr: ["pwd"], acr: "urn:okta:loa:1fa:any" },
    mistaken: inLists("amr", "mfa"),
  },
  {
    name: "entra",
    issuer: "https://entra.example.com/6f1d7a52-31b0-4a0e-9a64-6a4f0f4f4f11/v2.0",
    address: "192.0.2.12",
    mfa: entra("c1"),
    proof: { acrs: ["p1", "c1"], tid: "6f1d7a52-31b0-4a0e-9a64-6a4f0f4f4f11" },
    password: { acrs: ["p1"], amr: ["mfa"] },
    mistaken: inLists("acrs", "c1"),
  },
  {
    name: "keycloak",
    issuer: "https://keycloak.example.com/realms/plant",
    address: "192.0.2.13",
    mfa: keycloak("mfa"),
    proof: { acr: "mfa" },
    password: { acr: "1" },
    mistaken: asText("mfa"),
  },
  {
    name: "generic",
    issuer: "https://generic.example.com",
    address: "192.0.2.14",
    mfa: acr("urn:example:mfa"),
    proof: { acr: "urn:example:mfa" },
    password: { acr: "urn:example:password" },
    mistaken: asText("urn:example:mfa"),
  },
];

/** How a reader calls a provider. */
export const titleOf = ({ name }: Pick<Dialect, "name">) => (name === "" ? "the provider without a name" : name);

/** What stands before the names of its users and groups. */
export const prefixOf = ({ name }: Pick<Dialect, "name">) => (name === "" ? "oidc:" : `oidc-${name}:`);
