import { describeValue } from "../describe-value";
import type { Problem } from "./problem";
import { badValue } from "./text";

export function wildcardOfAbac(got: string, expected: string): Problem {
  return badValue("not-allowed", got, expected, "spell it out: a wildcard also grants what is invented tomorrow");
}

export function beyondAbac(got: string, expected: string): Problem {
  return badValue(
    "not-allowed",
    got,
    `${expected}; not one that holds secrets or leads into pods, machines or accounts`,
    "grant it by access: ABAC knows no sub-resources, so this would also be its exec, proxy, log or token",
  );
}

export function abacNotOnCloud(got: unknown): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected: "abac on one's own machines only: data-center and edge",
    fix: "remove it and grant by access: Amazon EKS takes no policy file for its API server",
  };
}

export function sameAbacGrant(what: string, first: string): Problem {
  return { code: "duplicate", got: what, expected: "each grant once", fix: `remove it: ${first} already says it` };
}
