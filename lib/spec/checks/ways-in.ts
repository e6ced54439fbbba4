import { z } from "zod";
import type { AuthenticationMethodName } from "../authentication-spec";
import { secondsOf } from "../instant";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { undeclaredMethod } from "../problems/access";
import { secondOfItsKind, tooFewWaysIn, wayWithoutSubject } from "../problems/authentication";

const METHODS = ["authentication", "methods"];
const METHOD = z.object({ method: z.string() });
const SUBJECTS = z.object({ who: z.object({ method: z.string() }), until: z.unknown().optional() });

/** The methods that exist on each profile. */
const ON_PROFILE: { readonly [profile: string]: readonly AuthenticationMethodName[] } = {
  cloud: ["oidc", "aws-iam", "service-account"],
  "data-center": ["oidc", "client-certificate", "service-account", "authenticating-proxy"],
  edge: ["oidc", "client-certificate", "service-account", "authenticating-proxy"],
};

/** Of which several may stand beside each other, each another provider: another check tells them apart. */
const OF_SEVERAL: AuthenticationMethodName = "oidc";

/** By which nobody gets in who is somebody: a workload's token is no way in for people, however many there are. */
const FOR_MACHINES: AuthenticationMethodName = "service-account";

/**
 * At least two methods for people, of different kinds, at most one of each but OpenID Connect, each with a subject; and no subject without a method. The
 * authenticating proxy counts beside client certificates: another authority signs for it, and another service decides.
 */
export function checkWaysIn(data: PlainData): readonly LocatedProblem[] {
  const methods = readEach(data, METHODS, METHOD);
  const subjects = readEach(data, ["access"], SUBJECTS);
  const profile = valueAt(data, ["profile", "kind"]);
  const existing = methodsOn(profile);
  const real = methods.elements.filter(({ value }) => existing.includes(value.method));
  const kinds = new Set(real.map(({ value }) => value.method));
  // What ends is no way in: the day after nobody comes by it. Of an end that is refused itself nobody knows.
  const lasting = subjects.elements.filter(({ value }) => !endsOn(profile, value.until));
  const used = new Set(lasting.map(({ value }) => value.who.method));

  const problems: LocatedProblem[] = [...secondOnes(real)];
  const forPeople = [...kinds].filter((kind) => kind !== FOR_MACHINES).sort();
  if (methods.complete && forPeople.length < 2) problems.push({ path: METHODS, problem: tooFewWaysIn(forPeople) });
  for (const { path, value } of subjects.complete ? real : []) {
    if (value.method !== FOR_MACHINES && !used.has(value.method))
      problems.push({ path, problem: wayWithoutSubject(value.method) });
  }
  for (const { path, value } of methods.complete ? subjects.elements : []) {
    const { method } = value.who;
    if (existing.includes(method) && !kinds.has(method)) {
      problems.push({ path: [...path, "who", "method"], problem: undeclaredMethod(method, [...kinds]) });
    }
  }
  return problems;
}

function endsOn(profile: PlainData, until: unknown): boolean {
  const canEnd = profile !== "cloud" && profile !== "edge";
  return canEnd && typeof until === "string" && secondsOf(until) !== undefined;
}

/** Where the profile cannot be read, every method may exist. */
function methodsOn(profile: PlainData): readonly string[] {
  const known = typeof profile === "string" && Object.hasOwn(ON_PROFILE, profile) ? ON_PROFILE[profile] : undefined;
  return known ?? [...new Set(Object.values(ON_PROFILE).flat())];
}

function secondOnes(methods: readonly Located<{ readonly method: string }>[]): readonly LocatedProblem[] {
  return methods.flatMap(({ path, value }, index) => {
    if (value.method === OF_SEVERAL) return [];
    const first = methods.slice(0, index).find((earlier) => earlier.value.method === value.method);
    if (first === undefined) return [];
    return [{ path: [...path, "method"], problem: secondOfItsKind(value.method, formatPath(first.path)) }];
  });
}
