import { z } from "zod";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import type { PlainData } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import { namespacesOfRecovery, sameGrant, unknownTenant, unprovenMfa, viewerOfNothing } from "../problems/access";
import { isLabel } from "../parse/label";
import { findRepeats } from "./repeats";

const TEXT = z.string();
const TENANT = z.object({ name: TEXT });
const PROVEN = z.object({
  who: z.object({ method: z.enum(["oidc", "aws-iam", "client-certificate"]) }),
  persona: z.string(),
});
const PLACED = z.object({ persona: z.string(), namespaces: z.array(z.unknown()).optional() });
const NAMED = z.object({
  who: z.union([
    z.object({ method: z.string(), group: z.string() }),
    z.object({ method: z.string(), role: z.string() }),
  ]),
  persona: z.string(),
});

/** What each persona asks of its subject and its namespaces, and that no grant is written twice. */
export function checkGrants(data: PlainData): readonly LocatedProblem[] {
  const proven = readEach(data, ["access"], PROVEN).elements.flatMap(({ path, value }) =>
    value.persona === "viewer" && value.who.method !== "oidc"
      ? [{ path: [...path, "persona"], problem: unprovenMfa(value.persona, value.who.method) }]
      : [],
  );
  const placed = readEach(data, ["access"], PLACED).elements.flatMap((grant) => checkPlace(data, grant));
  return [...proven, ...placed, ...sameGrants(readEach(data, ["access"], NAMED).elements)];
}

function checkPlace(data: PlainData, { path, value }: Located<z.output<typeof PLACED>>): readonly LocatedProblem[] {
  const place = [...path, "namespaces"];
  const { persona, namespaces } = value;
  if (persona === "recovery") {
    return namespaces !== undefined && namespaces.length > 0
      ? [{ path: place, problem: namespacesOfRecovery(namespaces) }]
      : [];
  }
  if (persona !== "viewer") return [];
  if (namespaces === undefined || namespaces.length === 0) {
    return [{ path: place, problem: viewerOfNothing(namespaces !== undefined) }];
  }
  const names = readEach(data, place, TEXT).elements;
  return [...findRepeats(names, "namespace"), ...unknownTenants(data, names)];
}

function unknownTenants(data: PlainData, names: readonly Located<string>[]): readonly LocatedProblem[] {
  const tenants = readEach(data, ["tenants"], TENANT, "optional");
  if (!tenants.complete) return [];
  const declared = tenants.elements.map(({ value }) => value.name);
  return names
    .filter(({ value }) => isLabel(value) && !declared.includes(value))
    .map(({ path, value }) => ({ path, problem: unknownTenant(value, declared) }));
}

function sameGrants(grants: readonly Located<z.output<typeof NAMED>>[]): readonly LocatedProblem[] {
  const first = new Map<string, Located<unknown>>();
  return grants.flatMap((grant) => {
    const { who, persona } = grant.value;
    const name = "group" in who ? who.group : who.role;
    const key = JSON.stringify([who.method, name, persona]);
    const earlier = first.get(key);
    if (earlier !== undefined) {
      return [{ path: grant.path, problem: sameGrant(name, persona, formatPath(earlier.path)) }];
    }
    first.set(key, grant);
    return [];
  });
}
