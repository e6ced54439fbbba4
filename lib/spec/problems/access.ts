import { describeValue } from "../describe-value";
import { oneOf } from "./structure";
import type { Problem } from "./problem";
import { nearestName } from "../nearest-name";

export function undeclaredMethod(method: string, declared: readonly string[]): Problem {
  return {
    code: "unresolved-name",
    got: describeValue(method),
    expected:
      declared.length === 0
        ? "a method under authentication.methods"
        : `a method under authentication.methods: ${oneOf(declared)}`,
    fix: "add the method to authentication.methods, or name a subject of one that is there",
  };
}

export function unknownTenant(name: string, tenants: readonly string[]): Problem {
  const nearest = nearestName(name, tenants);
  return {
    code: "unresolved-name",
    got: describeValue(name),
    expected: tenants.length === 0 ? "a tenant, and none is declared" : `a tenant: ${oneOf(tenants)}`,
    fix:
      nearest === undefined
        ? "declare it under tenants, or name another"
        : `did you mean ${describeValue(nearest)}? Otherwise declare it under tenants`,
  };
}

export function viewerOfNothing(given: boolean): Problem {
  return {
    code: given ? "out-of-bounds" : "missing",
    got: given ? "an empty list" : "nothing",
    expected: "for a viewer, at least one namespace of a declared tenant",
    fix: "name the namespaces that are to be seen, or remove the grant",
  };
}

export function namespacesOfRecovery(got: unknown): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: "no namespaces: recovery is for the whole cluster",
    fix: "remove namespaces",
  };
}

export function unprovenMfa(persona: string, method: string): Problem {
  return {
    code: "unproven-mfa",
    got: `${describeValue(persona)} for a subject of ${method}`,
    expected: `"recovery": ${method} does not prove a second factor`,
    fix: "give this persona to an oidcGroup, whose tokens prove it",
  };
}

export function sameGrant(who: string, persona: string, first: string): Problem {
  return {
    code: "duplicate",
    got: `${describeValue(who)} as ${describeValue(persona)}`,
    expected: "each subject once for each persona",
    fix: `join the two: ${first} grants the same persona to the same subject`,
  };
}

export function otherPartition(role: string, region: string, partition: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(role),
    expected: `a role of the partition of ${region}: arn:${partition}:iam::...`,
    fix: "name a role of that partition: principals of another cannot reach the cluster",
  };
}
