import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { serviceAccountIssuer } from "../derived";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import {
  fixedByAmazon,
  issuerIsTheCluster,
  loginNotOnCloud,
  proofNotOnCloud,
  sameClaimTwice,
} from "../problems/authentication";
import { findRepeats } from "./repeats";

const TEXT = z.string();
const OIDC = z.object({ method: z.literal("oidc") });
const ACCOUNT_TOKENS = z.object({ method: z.literal("service-account") });
/** What of a dialect lists values of which each is a proof. */
const LISTS = ["values", "levels", "contexts"] as const;

/** What the parts of a method ask of each other and of the profile. */
export function checkMethods(data: PlainData): readonly LocatedProblem[] {
  return [...checkOidc(data), ...checkTokensOnCloud(data)];
}

/** Amazon EKS takes no flags of its API server. */
function checkTokensOnCloud(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud") return [];
  return readEach(data, ["authentication", "methods"], ACCOUNT_TOKENS).elements.flatMap(({ path }) =>
    ["maximumLifeHours", "audience"].flatMap((field) => {
      const got = valueAt(data, [...path, field]);
      return got === undefined ? [] : [{ path: [...path, field], problem: fixedByAmazon(got) }];
    }),
  );
}

function checkOidc(data: PlainData): readonly LocatedProblem[] {
  const onCloud = valueAt(data, ["profile", "kind"]) === "cloud";
  const ownName = valueAt(data, ["profile", "apiServerName"]);
  return readEach(data, ["authentication", "methods"], OIDC).elements.flatMap(({ path }) => {
    const method = valueAt(data, path);
    return [
      ...LISTS.flatMap((list) => findRepeats(readEach(data, [...path, "mfa", list], TEXT).elements, "value")),
      ...(onCloud
        ? checkProofOnCloud(valueAt(method, ["mfa"])).map((found) => ({
            ...found,
            path: [...path, "mfa", ...found.path],
          }))
        : []),
      ...(onCloud ? checkLoginOnCloud(method).map((found) => ({ ...found, path: [...path, ...found.path] })) : []),
      ...checkIssuer(method, ownName).map((found) => ({ ...found, path: [...path, ...found.path] })),
      ...checkClaims(method).map((found) => ({ ...found, path: [...path, ...found.path] })),
    ];
  });
}

/** Amazon EKS compares a claim with one text, and cannot look into lists. */
function checkProofOnCloud(mfa: PlainData): readonly LocatedProblem[] {
  const dialect = valueAt(mfa, ["dialect"]);
  if (dialect === "amr" || dialect === "entra") {
    const expected = '"acr" or "keycloak" with one value, or "okta"';
    return [{ path: ["dialect"], problem: proofNotOnCloud(dialect, expected) }];
  }
  return LISTS.flatMap((list) => {
    const values = valueAt(mfa, [list]);
    return Array.isArray(values) && values.length > 1
      ? [{ path: [list], problem: proofNotOnCloud(values, "exactly one value on the cloud profile") }]
      : [];
  });
}

/** Amazon EKS compares texts, and `auth_time` is a number. */
function checkLoginOnCloud(method: PlainData): readonly LocatedProblem[] {
  const got = valueAt(method, ["loginWithinHours"]);
  return got === undefined ? [] : [{ path: ["loginWithinHours"], problem: loginNotOnCloud(got) }];
}

function checkClaims(method: PlainData): readonly LocatedProblem[] {
  const username = valueAt(method, ["usernameClaim"]) ?? DEFAULTS[1].usernameClaim;
  const groups = valueAt(method, ["groupsClaim"]) ?? DEFAULTS[1].groupsClaim;
  return typeof groups === "string" && groups === username
    ? [{ path: ["groupsClaim"], problem: sameClaimTwice(groups) }]
    : [];
}

function checkIssuer(method: PlainData, apiServerName: PlainData): readonly LocatedProblem[] {
  const issuer = valueAt(method, ["issuer"]);
  return typeof apiServerName === "string" && issuer === serviceAccountIssuer(apiServerName)
    ? [{ path: ["issuer"], problem: issuerIsTheCluster(issuer) }]
    : [];
}
