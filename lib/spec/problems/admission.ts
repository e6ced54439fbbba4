import { describeValue } from "../describe-value";
import type { Problem } from "./problem";
import { ALLOWED } from "./allowed";
import { badValue, outOfBounds } from "./text";

export function registryOfEverybody(got: string, expected: string): Problem {
  return badValue(
    "not-allowed",
    got,
    `${expected}; with an organisation where everybody may push`,
    `name whose images you mean: ${got}/your-organisation`,
  );
}

export function namespaceMissing(kind: string): Problem {
  return {
    code: "missing",
    got: "nothing",
    expected: `for a ${kind}, the namespace that it stands in`,
    fix: "add namespace",
  };
}

export function namespaceOfNone(kind: string, got: unknown): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: `no namespace: a ${kind} stands in none`,
    fix: "remove namespace",
  };
}

export function platformNamespaceOfTenant(name: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(name),
    expected: "a namespace that is no tenant's",
    fix: "remove it here, or remove the tenant: a tenant's namespace is judged by the policies for tenants",
  };
}

export function nothingToWarnOf(policy: string, field: string): Problem {
  return badValue(
    "not-allowed",
    policy,
    "a policy that this cluster has",
    `remove it: without ${field} there is no such policy`,
  );
}

export function warnsTooLong(until: string): Problem {
  return outOfBounds(until, ALLOWED.warningEnd, "name the moment by which everything is mended; then decide anew");
}

export function unknownAddressOnCloud(): Problem {
  return {
    code: "not-on-this-profile",
    got: "true",
    expected: "needsApiServer on one's own machines only: data-center and edge",
    fix: "remove it: the addresses of Amazon EKS's API server are not known yet, and the whole VPC would be more than it; give the pods a network policy of their own once they are",
  };
}

export function identityPatched(path: string, expected: string): Problem {
  return badValue(
    "not-allowed",
    path,
    `${expected}; not what names the object`,
    "remove the operation: with another name, kind or apiVersion it is another object, which nothing here makes",
  );
}

export function noSuchObject(what: string, nearest: readonly string[]): Problem {
  return {
    code: "unresolved-name",
    got: what,
    expected: "an object that this description makes",
    fix: nearest.length === 0 ? "name one of those that are written" : `did you mean ${nearest.join(", or ")}?`,
  };
}

export function noSuchPath(path: string, op: string, known: readonly string[]): Problem {
  return {
    code: "unresolved-name",
    got: `${describeValue(path)} for ${op}`,
    expected:
      known.length === 0 ? "a path that exists in the object" : `a path that exists: beside it ${known.join(", ")}`,
    fix: "correct the path, or use add for what is not there yet",
  };
}

export function patchDoesNotApply(path: string, why: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(path),
    expected: "an operation that RFC 6902 can apply to the object",
    fix: why,
  };
}

export function fixedByAmazon(what: string): Problem {
  return {
    code: "not-on-this-profile",
    got: what,
    expected: "limits of events and plugins of the API server on one's own machines only: data-center and edge",
    fix: "remove it: Amazon EKS runs the API server and takes neither; what is missing there is demanded by admission policies",
  };
}
