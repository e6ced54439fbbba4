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
    return [{ path, problem: translateOne(issue, valueAt(data, path)) }];
  });
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
