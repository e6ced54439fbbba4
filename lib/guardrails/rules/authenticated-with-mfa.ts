import type { JwtIssuerFact } from "../facts/authentication-configuration";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { boundsLife, boundsLoginIfAny, LONGEST_TOKEN_SECONDS, provesSecondFactor } from "../criteria/claim-rules";
import { configFile, type WrittenObject } from "../fixtures/written";

/** A word and a colon, so that no claim can complete it to another. */
const PREFIX = /^[a-z][a-z0-9-]*:$/;

/** Prefixes of Kubernetes, of kubeadm, of what this library names itself, and of client certificates. */
const RESERVED = ["cert:", "kubeadm:", "portcullis:", "system:"];

/** Structured authentication. */
export const AUTHENTICATED_WITH_MFA: Rule<"authentication-configuration"> = {
  id: "authenticated-with-mfa",
  title: "Whoever logs in with a token has proved a second factor, and holds a name that no other method can give.",
  why: "A stolen password alone would open the cluster, and a claim without a prefix could name a user of Kubernetes itself.",
  fix: "Give every issuer a claim rule on acr or amr, a rule on the token's life, and prefixes for users and groups.",
  controls: ["CIS-1.12 3.1.1", "NIST-800-53r5 IA-2(1)", "PCI-DSS-4.0.1 8.4.2"],
  judges: "authentication-configuration",
  reach: "ours",
  promise: 3,
  judge(fact) {
    const none: readonly Fault[] =
      fact.issuers.length > 0
        ? []
        : [{ at: "jwt", got: "no issuer", message: "nobody can log in with a second factor" }];
    return failOn([...none, ...fact.issuers.flatMap((issuer, index) => faultsOf(issuer, index, fact.issuers))]);
  },
  fixtures: () => ({
    pass: [
      { name: "an issuer with proof by amr", documents: issuer({}) },
      {
        name: "an issuer with proof by one value of acr",
        documents: issuer({ claimValidationRules: [{ claim: "acr", requiredValue: "urn:example:mfa" }, lifeRule()] }),
      },
      {
        name: "an issuer with proof by authentication context and a login of today",
        documents: issuer({
          claimValidationRules: [
            {
              expression:
                'type(dyn(claims.?acrs.orValue([]))) == list && dyn(claims.?acrs.orValue([])).exists(m, m in ["c1", "c99"])',
              message: "m",
            },
            lifeRule(),
            loginRule(28_800),
          ],
        }),
      },
    ],
    fail: [
      {
        name: "an authentication context that is none",
        documents: issuer({
          claimValidationRules: [
            {
              expression:
                'type(dyn(claims.?acrs.orValue([]))) == list && dyn(claims.?acrs.orValue([])).exists(m, m in ["c1", "pwd"])',
              message: "m",
            },
            lifeRule(),
          ],
        }),
      },
      {
        name: "a login of last month",
        documents: issuer({ claimValidationRules: [mfaRule(), lifeRule(), loginRule(864_000)] }),
      },
      {
        name: "a login of any time, in a rule that seems to bound it",
        documents: issuer({
          claimValidationRules: [
            mfaRule(),
            lifeRule(),
            { expression: "!has(claims.auth_time) || claims.iat - claims.auth_time <= 3600", message: "m" },
          ],
        }),
      },
      { name: "no proof of a second factor", documents: issuer({ claimValidationRules: [lifeRule()] }) },
      {
        name: "a proof that everybody passes",
        documents: issuer({
          claimValidationRules: [
            {
              expression:
                'type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["mfa"]) || true',
              message: "m",
            },
            lifeRule(),
          ],
        }),
      },
      {
        name: "a proof that an object with the key mfa passes",
        documents: issuer({
          claimValidationRules: [
            { expression: 'dyn(claims.?amr.orValue([])).exists(m, m in ["mfa"])', message: "m" },
            lifeRule(),
          ],
        }),
      },
      {
        name: "a password as proof",
        documents: issuer({
          claimValidationRules: [
            {
              expression:
                'type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["mfa", "pwd"])',
              message: "m",
            },
            lifeRule(),
          ],
        }),
      },
      ...["otp", "sms", "user", "fpt", "anything"].map((value) => ({
        name: `${value} as proof, which can be all that there was`,
        documents: issuer({
          claimValidationRules: [
            {
              expression: `type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["${value}"])`,
              message: "m",
            },
            lifeRule(),
          ],
        }),
      })),
      ...["0", " ", "none", "PASSWORD"].map((requiredValue) => ({
        name: `the acr ${JSON.stringify(requiredValue)}, which asks for nothing`,
        documents: issuer({ claimValidationRules: [{ claim: "acr", requiredValue }, lifeRule()] }),
      })),
      {
        name: "an acr of which one proves nothing",
        documents: issuer({
          claimValidationRules: [
            { expression: 'claims.?acr.orValue("") in ["0", "urn:example:mfa"]', message: "m" },
            lifeRule(),
          ],
        }),
      },
      {
        name: "tokens for another client",
        documents: issuer({
          issuer: {
            url: "https://login.example.com",
            audiences: ["kubernetes", "webshop"],
            audienceMatchPolicy: "MatchAny",
          },
        }),
      },
      {
        name: "no audience",
        documents: issuer({ issuer: { url: "https://login.example.com", audiences: [] } }),
      },
      ...["portcullis:", "kubeadm:", "cert:", "oidc", "oidc:team", "oidc-", ":"].map((prefix) => ({
        name: `groups with the prefix ${prefix}`,
        documents: issuer({
          claimMappings: { username: { claim: "sub", prefix: "oidc:" }, groups: { claim: "groups", prefix } },
        }),
      })),
      {
        name: "tokens for a day",
        documents: issuer({
          claimValidationRules: [
            mfaRule(),
            { expression: "has(claims.exp) && has(claims.iat) && claims.exp - claims.iat <= 86400", message: "m" },
          ],
        }),
      },
      {
        name: "users without a prefix",
        documents: issuer({ claimMappings: { username: { claim: "sub", prefix: "" } } }),
      },
      {
        name: "a prefix that a claim completes to system:",
        documents: issuer({ claimMappings: { username: { claim: "sub", prefix: "sys" } } }),
      },
      {
        name: "groups without a prefix",
        documents: issuer({
          claimMappings: { username: { claim: "sub", prefix: "oidc:" }, groups: { claim: "groups", prefix: "" } },
        }),
      },
      {
        name: "an issuer without TLS",
        documents: issuer({ issuer: { url: "http://login.example.com", audiences: ["kubernetes"] } }),
      },
      {
        name: "no issuer",
        documents: configFile({
          apiVersion: "apiserver.config.k8s.io/v1",
          kind: "AuthenticationConfiguration",
          jwt: [],
        }),
      },
    ],
  }),
};

function faultsOf(issuer: JwtIssuerFact, index: number, all: readonly JwtIssuerFact[]): readonly Fault[] {
  const at = `jwt[${index}]`;
  const faults: Fault[] = [];
  const fault = (field: string, got: string, message: string) => faults.push({ at: `${at}.${field}`, got, message });
  if (!/^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/.test(issuer.url)) {
    fault("issuer.url", issuer.url, "the issuer must be an https URL without credentials, query or fragment");
  }
  if (issuer.audiences.length !== 1 || issuer.audiences[0] === "") {
    const message = "there must be exactly one audience: tokens for every other client would be believed too";
    fault("issuer.audiences", issuer.audiences.join(", ") || "no audience", message);
  }
  if (!issuer.claimRules.some(provesSecondFactor)) {
    fault(
      "claimValidationRules",
      issuer.claimRules.join("; "),
      "no claim rule, in a form that is known, demands a second factor by acr, acrs or amr",
    );
  }
  if (!issuer.claimRules.some(boundsLife)) {
    fault(
      "claimValidationRules",
      issuer.claimRules.join("; "),
      `no claim rule bounds a token's life to ${LONGEST_TOKEN_SECONDS} seconds`,
    );
  }
  for (const rule of issuer.claimRules.filter((each) => !boundsLoginIfAny(each))) {
    fault("claimValidationRules", rule, "the rule on auth_time, in no form that is known, bounds no login to a day");
  }
  const prefixes = { username: issuer.usernamePrefix, groups: issuer.groupsPrefix };
  for (const [field, prefix] of Object.entries(prefixes)) {
    if (prefix === undefined) continue;
    if (prefix === "")
      fault(`claimMappings.${field}`, "no prefix", "a prefix must stand before every name, in a form that is known");
    else if (!PREFIX.test(prefix))
      fault(
        `claimMappings.${field}`,
        prefix,
        "a prefix must be a word and a colon, or a claim completes it to another",
      );
    else if (RESERVED.includes(prefix))
      fault(
        `claimMappings.${field}`,
        prefix,
        "with this prefix a claim can name somebody of another method, or a master",
      );
  }
  const others = all.slice(0, index);
  if (others.some((other) => other.usernamePrefix === issuer.usernamePrefix)) {
    fault(
      "claimMappings.username",
      issuer.usernamePrefix,
      "another issuer has the same prefix, so each can name the other's users",
    );
  }
  if (issuer.groupsPrefix !== undefined && others.some((other) => other.groupsPrefix === issuer.groupsPrefix)) {
    fault(
      "claimMappings.groups",
      issuer.groupsPrefix,
      "another issuer has the same prefix, so each can name the other's groups",
    );
  }
  return faults;
}

function mfaRule() {
  return {
    expression:
      'type(dyn(claims.?amr.orValue([]))) == list && dyn(claims.?amr.orValue([])).exists(m, m in ["hwk", "mfa"])',
    message: "m",
  };
}

function lifeRule() {
  return { expression: "has(claims.exp) && has(claims.iat) && claims.exp - claims.iat <= 3600", message: "m" };
}

function loginRule(seconds: number) {
  const bounds = `claims.auth_time <= claims.iat && claims.iat - claims.auth_time <= ${seconds}`;
  return { expression: `has(claims.auth_time) && ${bounds}`, message: "m" };
}

function issuer(change: WrittenObject) {
  return configFile({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthenticationConfiguration",
    anonymous: { enabled: false },
    jwt: [
      {
        issuer: { url: "https://login.example.com", audiences: ["kubernetes"] },
        claimValidationRules: [mfaRule(), lifeRule()],
        claimMappings: { username: { claim: "sub", prefix: "oidc:" }, groups: { claim: "groups", prefix: "oidc:" } },
        ...change,
      },
    ],
  });
}
