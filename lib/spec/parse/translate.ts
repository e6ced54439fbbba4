import type { z } from "zod";
import type { Problem } from "../problems/problem";
import { missing, notAmong, unknownKey, wrongType } from "../problems/structure";
import { malformed } from "../problems/text";
import { noSuchMethod } from "../problems/authentication";
import { PROBLEM } from "./field";
import type { LocatedProblem } from "./located-problem";
import { type PlainData, valueAt } from "./plain-data";

type ZodIssue = z.core.$ZodIssue;

/** What zod found, in our words. */
export function translate(issues: readonly ZodIssue[], data: PlainData): readonly LocatedProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step): step is string | number => typeof step !== "symbol");
    if (issue.code === "unrecognized_keys") {
      const known = issue.message.split(", ").filter((key) => key !== "");
      return issue.keys.map((key) => ({ path: [...path, key], problem: unknownKey(key, known) }));
    }
    if (issue.code === "invalid_union" && issue.errors.length > 0) return translateChoice(issue, path, data);
    return [{ path, problem: translateOne(issue, valueAt(data, path)) }];
  });
}

/**
 * A union that no single key tells apart, such as users and groups of one method: what is wrong is said of the alternative that was meant,
 * which is the one with the right method and the fewest faults.
 */
function translateChoice(
  issue: Extract<ZodIssue, { readonly code: "invalid_union" }>,
  path: readonly (string | number)[],
  data: PlainData,
): readonly LocatedProblem[] {
  const got = valueAt(data, path);
  if (got === undefined) return [{ path, problem: missing(issue.message) }];
  const methods = issue.errors.map((found) => found.find(isAboutMethod));
  if (typeof got === "object" && got !== null && methods.every((about) => about !== undefined)) {
    const known = methods.flatMap((about) => (about.code === "invalid_value" ? about.values : []));
    const place = [...path, METHOD];
    return [{ path: place, problem: noSuchMethod(valueAt(data, place), [...new Set(known)]) }];
  }
  // Nothing in it says which alternative was meant, and one of them is a text.
  if (typeof got === "object" && got !== null && Object.keys(got).length === 0)
    return [{ path, problem: wrongType(got, issue.message, "string") }];
  const meant = issue.errors
    .filter((_, index) => methods[index] === undefined)
    .reduce((best, next) => (faultsIn(next) < faultsIn(best) ? next : best));
  return translate(
    meant.map((one) => ({ ...one, path: [...path, ...one.path] })),
    data,
  );
}

const METHOD = "method";

function isAboutMethod({ path }: ZodIssue): boolean {
  return path.length === 1 && path[0] === METHOD;
}

/** How far a value is from an alternative: another type altogether is further than any number of faults inside. */
function faultsIn(issues: readonly ZodIssue[]): number {
  const faults = issues.map((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.length;
    return issue.path.length > 0 ? 1 : issue.code === "invalid_type" ? 1_000 : 100;
  });
  return faults.reduce((sum, one) => sum + one, 0);
}

function translateOne(issue: Exclude<ZodIssue, { readonly code: "unrecognized_keys" }>, got: PlainData): Problem {
  switch (issue.code) {
    case "invalid_type":
      return got === undefined ? missing(issue.message) : wrongType(got, issue.message, issue.expected);
    case "invalid_value":
      return notAmong(got, issue.values);
    case "invalid_union":
      return translateUnion(issue, got);
    case "custom":
      return problemIn(issue) ?? malformed(got, issue.message);
    case "too_big":
    case "too_small":
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
      // No schema of ours uses these checks of zod; whoever adds one still gets a refusal.
      return malformed(got, issue.message);
    default: {
      const unforeseen: never = issue;
      return malformed(got, String(unforeseen));
    }
  }
}

/** Unions of ours are told apart by one key; its value, or the whole object, is what is wrong. */
function translateUnion(issue: Extract<ZodIssue, { readonly code: "invalid_union" }>, got: PlainData): Problem {
  const options = "options" in issue && issue.options !== undefined ? issue.options : [];
  const isDiscriminator = issue.discriminator !== undefined && issue.path.at(-1) === issue.discriminator;
  if (!isDiscriminator) return got === undefined ? missing(issue.message) : wrongType(got, issue.message, "object");
  return issue.discriminator === "method" ? noSuchMethod(got, options) : notAmong(got, options);
}

function problemIn(issue: Extract<ZodIssue, { readonly code: "custom" }>): Problem | undefined {
  const problem: unknown = issue.params?.[PROBLEM];
  return isProblem(problem) ? problem : undefined;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "fix" in value;
}
