import { describeValue } from "../describe-value";
import { notAmong, oneOf } from "./structure";
import type { Problem } from "./problem";

/** Names by which other systems call logins that this library does not have. */
const PASSWORDS = [
  "basic",
  "http-basic",
  "password",
  "passwords",
  "static-token",
  "static-tokens",
  "token",
  "token-file",
  "bearer",
];
const PROFILE_OF_METHOD: { readonly [method: string]: string } = {
  "aws-iam": "cloud profile",
  "client-certificate": "data-center and edge profiles",
  "authenticating-proxy":
    "data-center and edge profiles, for Amazon EKS takes no request headers from anybody's proxy,",
};

/** A `method` that is none of `options`. */
export function noSuchMethod(got: unknown, options: readonly unknown[]): Problem {
  const expected = oneOf(options);
  if (typeof got === "string" && PASSWORDS.includes(got.toLowerCase().replace(/[\s_]+/g, "-"))) {
    return {
      code: "not-allowed",
      got: describeValue(got),
      expected: `${expected}; passwords and static tokens do not exist here`,
      fix: "remove it: what never expires and is shared by copying proves nobody's identity",
    };
  }
  const profile = typeof got === "string" && Object.hasOwn(PROFILE_OF_METHOD, got) ? PROFILE_OF_METHOD[got] : undefined;
  if (profile !== undefined) {
    return {
      code: "not-on-this-profile",
      got: describeValue(got),
      expected,
      fix: `use another method: this one exists on the ${profile} only`,
    };
  }
  return notAmong(got, options);
}

export function tooFewWaysIn(kinds: readonly string[]): Problem {
  return {
    code: "one-way-in",
    got: kinds.length === 0 ? "no method for people" : `${kinds.join(", ")} alone`,
    expected: "at least two methods of different kinds by which people get in",
    fix: "add a method that does not fail together with this one, and a subject for it under access",
  };
}

export function wayWithoutSubject(method: string): Problem {
  return {
    code: "one-way-in",
    got: `${describeValue(method)}, which no subject under access uses`,
    expected: "for each method at least one subject with access",
    fix: "add an entry to access for somebody who logs in this way, or remove the method",
  };
}

export function secondOfItsKind(method: string, first: string): Problem {
  return {
    code: "duplicate",
    got: describeValue(method),
    expected: "at most one method of each kind",
    fix: `remove one: ${first} is of the same kind`,
  };
}

export function fixedByAmazon(got: unknown): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected: "nothing on the cloud profile",
    fix: "remove it: Amazon EKS fixes how long tokens of service accounts live and whom they are for",
  };
}

export function proofNotOnCloud(got: unknown, expected: string): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected,
    fix: "let the provider send the proof as one acr value and write acr(value): Amazon EKS compares one claim with one text",
  };
}

export function loginNotOnCloud(got: unknown): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected: "nothing on the cloud profile",
    fix: "remove it, and bound the session at the provider: Amazon EKS compares texts, and auth_time is a number",
  };
}

export function notAProof(got: string, why: string): Problem {
  return {
    code: "unproven-mfa",
    got: describeValue(got),
    expected: "values that a token carries only after a second factor",
    fix: `remove it: ${why}`,
  };
}

export function sameClaimTwice(claim: string): Problem {
  return {
    code: "duplicate",
    got: describeValue(claim),
    expected: "another claim than usernameClaim",
    fix: "name the claim that lists groups: otherwise whoever may choose a user name chooses a group",
  };
}

export function issuerIsTheCluster(issuer: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(issuer),
    expected: "the issuer of an identity provider",
    fix: "name the provider: this is the issuer of the cluster's own service-account tokens, and with both the API server does not start",
  };
}
