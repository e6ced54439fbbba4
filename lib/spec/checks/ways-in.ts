import { z } from "zod";
import type { AuthenticationMethodName } from "../authentication-spec";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { undeclaredMethod } from "../problems/access";
import { secondOfItsKind, tooFewWaysIn, wayWithoutSubject } from "../problems/authentication";

const METHODS = ["authentication", "methods"];
const METHOD = z.object({ method: z.string() });
const SUBJECTS = z.object({ who: z.object({ method: z.string() }) });

/** The methods that exist on each profile. */
const ON_PROFILE: { readonly [profile: string]: readonly AuthenticationMethodName[] } = {
  cloud: ["oidc", "aws-iam"],
  "data-center": ["oidc", "client-certificate"],
  edge: ["oidc", "client-certificate"],
};

/** At least two methods of different kinds, at most one of each, each with a subject; and no subject without a method. */
export function checkWaysIn(data: PlainData): readonly LocatedProblem[] {
  const methods = readEach(data, METHODS, METHOD);
  const subjects = readEach(data, ["access"], SUBJECTS);
  const existing = methodsOn(valueAt(data, ["profile", "kind"]));
  const real = methods.elements.filter(({ value }) => existing.includes(value.method));
  const kinds = new Set(real.map(({ value }) => value.method));
  const used = new Set(subjects.elements.map(({ value }) => value.who.method));

  const problems: LocatedProblem[] = [...secondOnes(real)];
  if (methods.complete && kinds.size < 2) problems.push({ path: METHODS, problem: tooFewWaysIn([...kinds].sort()) });
  for (const { path, value } of subjects.complete ? real : []) {
    if (!used.has(value.method)) problems.push({ path, problem: wayWithoutSubject(value.method) });
  }
  for (const { path, value } of methods.complete ? subjects.elements : []) {
    const { method } = value.who;
    if (existing.includes(method) && !kinds.has(method)) {
      problems.push({ path: [...path, "who", "method"], problem: undeclaredMethod(method, [...kinds]) });
    }
  }
  return problems;
}

/** Where the profile cannot be read, every method may exist. */
function methodsOn(profile: PlainData): readonly string[] {
  const known = typeof profile === "string" && Object.hasOwn(ON_PROFILE, profile) ? ON_PROFILE[profile] : undefined;
  return known ?? [...new Set(Object.values(ON_PROFILE).flat())];
}

function secondOnes(methods: readonly Located<{ readonly method: string }>[]): readonly LocatedProblem[] {
  return methods.flatMap(({ path, value }, index) => {
    const first = methods.slice(0, index).find((earlier) => earlier.value.method === value.method);
    if (first === undefined) return [];
    return [{ path: [...path, "method"], problem: secondOfItsKind(value.method, formatPath(first.path)) }];
  });
}
