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

export function nowhere(persona: string, given: boolean): Problem {
  return {
    code: given ? "out-of-bounds" : "missing",
    got: given ? "an empty list" : "nothing",
    expected: `for ${describeValue(persona)}, at least one namespace of a declared tenant`,
    fix: "name the namespaces in which it acts, or remove the grant",
  };
}

export function namespacesOfCluster(persona: string, got: unknown): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: `no namespaces: ${describeValue(persona)} is for the whole cluster`,
    fix: "remove namespaces, or name a persona of namespaces",
  };
}

export function personForMachines(persona: string): Problem {
  return {
    code: "not-allowed",
    got: `${describeValue(persona)} for a service account`,
    expected: '"watcher", or a persona of your own that is heldBy machines',
    fix: "give the workload what it needs by one of those: a token of a workload proves nobody's second factor",
  };
}

export function machineForPeople(persona: string): Problem {
  return {
    code: "not-allowed",
    got: `${describeValue(persona)} for people`,
    expected: "a persona of people",
    fix: "name a persona of people; this one is for service accounts",
  };
}

export function defaultAccount(): Problem {
  return {
    code: "not-allowed",
    got: describeValue("default"),
    expected: "an account of the workload's own",
    fix: "name another account: default is what every pod has that asks for nothing",
  };
}

export function contradictingGrant(who: string, persona: string, wider: string, place: string): Problem {
  return {
    code: "duplicate",
    got: `${describeValue(who)} as ${describeValue(persona)}, and as ${describeValue(wider)}`,
    expected: "for each subject no grant that another one contains",
    fix: `keep one: ${place} gives all that this one does, as far and for as long`,
  };
}

export function contradictingScopes(who: string, persona: string, wide: string, place: string): Problem {
  return {
    code: "not-allowed",
    got: `${describeValue(who)} as ${describeValue(persona)} in namespaces, and as ${describeValue(wide)} in the whole cluster`,
    expected: "for each subject namespaces, or the whole cluster",
    fix: `keep one, or give them to two subjects: by ${place} it reaches every namespace, whatever stands here`,
  };
}

export function lookAlike(who: string, other: string, place: string): Problem {
  return {
    code: "duplicate",
    got: `${describeValue(who)}, and ${describeValue(other)}`,
    expected: "subjects of one method that are told apart by more than letter case, blanks or letters that look alike",
    fix: `write the one that the method gives: ${place} names the other`,
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

export function endsNowhere(until: string, profile: "cloud" | "edge"): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(until),
    expected: "grants that end on the data-center profile only",
    fix:
      profile === "cloud"
        ? "remove until, and the grant from the description when it ends: Amazon EKS has no machine of yours on which a timer could take it away. For minutes there is breakGlass"
        : "remove until, and the grant from the description when it ends: nothing on the machine of an edge cluster takes it away. For minutes there is breakGlass",
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
