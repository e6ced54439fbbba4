import { describeValue } from "../describe-value";
import type { IssueCode } from "../issues";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";

/** A problem with a text or number: what is allowed comes from the field, what to change from the check. */
export function badValue(code: IssueCode, got: unknown, expected: string, fix: string): Problem {
  return { code, got: describeValue(got), expected, fix };
}

export function malformed(got: unknown, expected: string, fix = "write it in that form"): Problem {
  return badValue("malformed", got, expected, fix);
}

export function outOfBounds(got: unknown, expected: string, fix = "write a value within these bounds"): Problem {
  return badValue("out-of-bounds", got, expected, fix);
}

export function forbiddenText(got: string, expected: string, what: string): Problem {
  return malformed(got, expected, `remove the ${what}`);
}

export function wrongLength(got: string, expected: string, longest: number): Problem {
  return outOfBounds(
    got,
    expected,
    got.length === 0 ? "write at least one character" : `shorten it to ${longest} characters`,
  );
}

export function didYouMean(got: string, expected: string, meant: string): Problem {
  return malformed(got, expected, `did you mean ${describeValue(meant)}?`);
}

export function duplicate(got: unknown, what: string, first: string): Problem {
  return {
    code: "duplicate",
    got: describeValue(got),
    expected: `each ${what} once`,
    fix: `remove it: ${first} already says it`,
  };
}

export function reservedNamespace(got: string): Problem {
  return badValue(
    "not-allowed",
    got,
    ALLOWED.tenantName,
    "choose another name: this namespace belongs to the cluster itself",
  );
}

export function reservedGroup(got: string, prefix: string, expected: string): Problem {
  return badValue(
    "not-allowed",
    got,
    `${expected}; not beginning with ${prefix}`,
    prefix === "system:"
      ? "name a group of your own: system: groups belong to Kubernetes and carry its master rights"
      : `leave ${prefix} out: prefixes tell where a group comes from, and the cluster adds its own`,
  );
}

export function zoneElsewhere(got: string, region: string): Problem {
  return badValue(
    "not-allowed",
    got,
    `a zone of ${region}, such as ${region}a`,
    "name a zone of the region, or correct the region",
  );
}
