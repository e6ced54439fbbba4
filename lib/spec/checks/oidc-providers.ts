import { z } from "zod";
import { oidcPrefix } from "../derived";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import {
  providerWithoutSubject,
  secondWithoutName,
  tooManyProviders,
  undeclaredProvider,
  tooLargeTogether,
} from "../problems/oidc-providers";
import { reservedGroup } from "../problems/text";
import { ALLOWED } from "../problems/allowed";
import { findRepeats } from "./repeats";

const METHODS = ["authentication", "methods"];
const OIDC = z.object({ method: z.literal("oidc"), name: z.string().optional() });
const ISSUER = z.object({ method: z.literal("oidc"), issuer: z.string() });
const SUBJECT = z.object({ method: z.literal("oidc"), provider: z.string().optional() });
const GRANT = z.object({ who: SUBJECT });
const NAMED = z.object({ who: z.object({ method: z.literal("oidc"), group: z.string() }) });
const NAMED_USER = z.object({ who: z.object({ method: z.literal("oidc"), user: z.string() }) });
const ANY = z.object({ who: z.object({ method: z.string() }) });
const ANY_METHOD = z.object({ method: z.string() });

/** What Amazon EKS associates with one cluster. */
const MOST = 10;
/** What all of them may hold together there, and what it writes around what is said here of each. */
const MOST_BYTES = 12 * 1024;
const BYTES_AROUND = 256;

/** Up to ten providers of OpenID Connect, told apart by name and issuer, each with a subject, and each subject with one of them. */
export function checkOidcProviders(data: PlainData): readonly LocatedProblem[] {
  const methods = readEach(data, METHODS, OIDC).elements;
  const complete = readEach(data, METHODS, ANY_METHOD).complete;
  const names = methods.flatMap(({ path, value }) =>
    value.name === undefined ? [] : [{ path: [...path, "name"], value: value.name }],
  );
  const issuers = readEach(data, METHODS, ISSUER).elements.map(({ path, value }) => ({
    path: [...path, "issuer"],
    value: value.issuer,
  }));
  const [first, ...others] = methods.filter(({ value }) => value.name === undefined);
  return [
    ...(methods.length > MOST ? [{ path: METHODS, problem: tooManyProviders(methods.length, MOST) }] : []),
    ...findRepeats(names, "name of a provider"),
    ...findRepeats(issuers, "issuer"),
    ...others.map(({ path }) => ({ path, problem: secondWithoutName(formatPath(first?.path ?? [])) })),
    ...(complete && methods.length > 0 ? checkSubjects(data, methods) : []),
    ...checkPrefixes(
      data,
      methods.map(({ value }) => value.name),
    ),
    ...checkSize(
      data,
      methods.map(({ path }) => path),
    ),
  ];
}

function checkSubjects(data: PlainData, methods: readonly Located<z.output<typeof OIDC>>[]): readonly LocatedProblem[] {
  const grants = ["access", "abac"].map((list) => readEach(data, [list], GRANT).elements);
  const [access = []] = grants;
  const declared = methods.map(({ value }) => value.name);
  const undeclared = grants.flat().filter(({ value }) => !declared.includes(value.who.provider));
  const used = new Set(access.map(({ value }) => value.who.provider));
  // Where nobody comes by any provider, another check says so.
  const unused =
    used.size > 0 && readEach(data, ["access"], ANY).complete
      ? methods.filter(({ value }) => !used.has(value.name))
      : [];
  return [
    ...undeclared.map(({ path, value }) => ({
      path: [...path, "who", "provider"],
      problem: undeclaredProvider(value.who.provider, declared),
    })),
    ...unused.map(({ path, value }) => ({ path, problem: providerWithoutSubject(value.name) })),
  ];
}

/** Who writes the prefix of a provider before a name means another name than he thinks. */
function checkPrefixes(data: PlainData, providers: readonly (string | undefined)[]): readonly LocatedProblem[] {
  const prefixes = providers.filter((name) => name !== undefined).map(oidcPrefix);
  const groups = readEach(data, ["access"], NAMED).elements.map(({ path, value }) => ({
    path: [...path, "who", "group"],
    name: value.who.group,
  }));
  const users = readEach(data, ["access"], NAMED_USER).elements.map(({ path, value }) => ({
    path: [...path, "who", "user"],
    name: value.who.user,
  }));
  return [...groups, ...users].flatMap(({ path, name }) => {
    const prefix = prefixes.find((one) => name.toLowerCase().startsWith(one));
    return prefix === undefined ? [] : [{ path, problem: reservedGroup(name, prefix, ALLOWED.oidcGroup) }];
  });
}

/** Amazon EKS takes so much of all providers of a cluster together, and no more. */
function checkSize(data: PlainData, paths: readonly Located<unknown>["path"][]): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud") return [];
  const bytes = paths
    .map((path) => Buffer.byteLength(JSON.stringify(valueAt(data, path)), "utf8") + BYTES_AROUND)
    .reduce((sum, one) => sum + one, 0);
  return bytes < MOST_BYTES || paths.length > MOST
    ? []
    : [{ path: METHODS, problem: tooLargeTogether(bytes, MOST_BYTES) }];
}
