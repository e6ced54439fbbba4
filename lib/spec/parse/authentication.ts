import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import { notAProof } from "../problems/authentication";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds, wrongLength } from "../problems/text";
import { judgeAddress } from "./data-center-profile";
import { list, number, section, text } from "./field";
import { judgeIssuer } from "./issuer";
import { judgeLabel } from "./label";
import { judgeSigns, judgeVisible } from "./visible-text";

/**
 * What each by itself says that a password was not all: several factors, or a key. RFC 8176 has other names too, but what they stand for
 * (a code, a finger, somebody at the keyboard) can be all that there was; `fido` is what providers send that know passkeys.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8176#section-2
 */
const SECOND_FACTORS = ["fido", "hwk", "mfa", "pop", "sc", "swk"];

function judgeAmr(value: string): Problem | undefined {
  return (
    judgeVisible(value, 128, ALLOWED.mfaValue) ??
    (SECOND_FACTORS.includes(value)
      ? undefined
      : notAProof(value, `it can be all that there was; let the provider send one of ${SECOND_FACTORS.join(", ")}`))
  );
}

/** What providers call one factor, or none. */
const ONE_FACTOR = ["kba", "none", "null", "password", "pin", "pwd", "rba"];

function judgeAcr(value: string): Problem | undefined {
  if (value === "0") return notAProof(value, "OpenID Connect uses it for the weakest login there is");
  return ONE_FACTOR.includes(value.toLowerCase())
    ? notAProof(value, "it names one factor, or none; name the value that your provider sends after a second one")
    : judgeVisible(value, 128, ALLOWED.mfaValue);
}

/** Keycloak says `1` of whoever gave a password, whether or not the realm has levels. */
function judgeLevel(value: string): Problem | undefined {
  return value === "1"
    ? notAProof(value, "Keycloak says it of every login by password; name the level that asks for more")
    : judgeAcr(value);
}

function judgeContext(value: string): Problem | undefined {
  return /^c[1-9][0-9]?$/.test(value) ? undefined : malformed(value, ALLOWED.authenticationContext);
}

function judgeClaim(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 128) return wrongLength(value, ALLOWED.claim, 128);
  return (
    judgeSigns(value, ALLOWED.claim) ??
    (/^[A-Za-z0-9_.:/-]+$/.test(value) ? undefined : malformed(value, ALLOWED.claim))
  );
}

function proofs(judge: (value: string) => Problem | undefined, allowed: string = ALLOWED.mfaValue) {
  return list(ALLOWED.mfaValues, text(allowed, judge), (values) =>
    values.length >= 1 ? undefined : outOfBounds(values, ALLOWED.mfaValues, "name what proves the second factor"),
  );
}

const mfa = z.discriminatedUnion(
  "dialect",
  [
    section({ dialect: z.literal("okta") }),
    section({ dialect: z.literal("acr"), values: proofs(judgeAcr) }),
    section({ dialect: z.literal("amr"), values: proofs(judgeAmr) }),
    section({ dialect: z.literal("keycloak"), levels: proofs(judgeLevel, ALLOWED.level) }),
    section({ dialect: z.literal("entra"), contexts: proofs(judgeContext, ALLOWED.authenticationContext) }),
  ],
  ALLOWED.mfa,
);

const oidcMethod = section({
  method: z.literal("oidc"),
  name: text(ALLOWED.providerName, (value) => judgeLabel(value, 40, ALLOWED.providerName)).optional(),
  issuer: text(ALLOWED.issuer, judgeIssuer),
  clientId: text(ALLOWED.clientId, (value) => judgeVisible(value, 128, ALLOWED.clientId)),
  mfa,
  loginWithinHours: number(ALLOWED.loginWithinHours, (value) =>
    Number.isInteger(value) && value >= 1 && value <= 24 ? undefined : outOfBounds(value, ALLOWED.loginWithinHours),
  ).optional(),
  usernameClaim: text(ALLOWED.claim, judgeClaim).default(DEFAULTS[1].usernameClaim),
  groupsClaim: text(ALLOWED.claim, judgeClaim).default(DEFAULTS[1].groupsClaim),
});
const awsIamMethod = section({ method: z.literal("aws-iam") });
const clientCertificateMethod = section({ method: z.literal("client-certificate") });

const serviceAccountTokensMethod = section({
  method: z.literal("service-account"),
  maximumLifeHours: number(ALLOWED.maximumLifeHours, (value) =>
    Number.isInteger(value) && value >= 1 && value <= 24 ? undefined : outOfBounds(value, ALLOWED.maximumLifeHours),
  ).optional(),
  audience: text(ALLOWED.audience, judgeAudience).optional(),
});
const authenticatingProxyMethod = section({
  method: z.literal("authenticating-proxy"),
  clientName: text(ALLOWED.proxyClientName, judgeClientName),
  machine: section({
    address: text(ALLOWED.address, judgeAddress),
    directory: section({
      server: text(ALLOWED.directoryServer, judgeDirectoryServer),
      people: text(ALLOWED.directoryName, judgeDirectoryName),
      groups: text(ALLOWED.directoryName, judgeDirectoryName),
      reader: text(ALLOWED.directoryName, judgeDirectoryName),
    }),
  }).optional(),
});

/** A value of plain signs needs no escape in a name, a filter, a regular expression or a configuration. */
const DIRECTORY_NAME =
  /^[a-zA-Z]{1,20}=[A-Za-z0-9._-](?:[A-Za-z0-9 ._-]*[A-Za-z0-9._-])?(?:,[a-zA-Z]{1,20}=[A-Za-z0-9._-](?:[A-Za-z0-9 ._-]*[A-Za-z0-9._-])?)*$/;

function judgeDirectoryName(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 256) return wrongLength(value, ALLOWED.directoryName, 256);
  return DIRECTORY_NAME.test(value) ? undefined : malformed(value, ALLOWED.directoryName);
}

function judgeDirectoryServer(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 253) return wrongLength(value, ALLOWED.directoryServer, 253);
  return CLIENT_NAME.test(value) ? undefined : malformed(value, ALLOWED.directoryServer);
}

/** A comma would begin the next audience of the flag. */
function judgeAudience(value: string): Problem | undefined {
  const problem = judgeVisible(value, 128, ALLOWED.audience);
  return problem ?? (value.includes(",") ? malformed(value, ALLOWED.audience) : undefined);
}

const CLIENT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

function judgeClientName(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 64) return wrongLength(value, ALLOWED.proxyClientName, 64);
  return CLIENT_NAME.test(value) ? undefined : malformed(value, ALLOWED.proxyClientName);
}

const METHOD =
  "a method: oidc(...), awsIam(), clientCertificates(), authenticatingProxy(...) or serviceAccountTokens(...)";
const ofMachines = [
  oidcMethod,
  clientCertificateMethod,
  serviceAccountTokensMethod,
  authenticatingProxyMethod,
] as const;

export const cloudMethodSchema = z.discriminatedUnion(
  "method",
  [oidcMethod, awsIamMethod, serviceAccountTokensMethod],
  METHOD,
);
export const dataCenterMethodSchema = z.discriminatedUnion("method", ofMachines, METHOD);
export const edgeMethodSchema = dataCenterMethodSchema;
export const anyMethodSchema = z.discriminatedUnion("method", [...ofMachines, awsIamMethod], METHOD);
