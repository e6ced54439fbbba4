import { describeValue } from "../describe-value";
import type { Problem } from "./problem";
import { badValue } from "./text";

export function movingReference(got: string, expected: string): Problem {
  return badValue(
    "malformed",
    got,
    expected,
    "write the digest or the whole commit id: what a tag or a branch means changes, and nobody is asked",
  );
}

export function apiServerUnknown(): Problem {
  return {
    code: "missing",
    got: "nothing",
    expected: "on the cloud profile, the subnets in which the API server has its addresses",
    fix: "add apiServerAt: [{ cidr, why }]: the controllers reach the API server there on port 443, and nothing denies them more narrowly",
  };
}

export function apiServerKnown(): Problem {
  return {
    code: "not-on-this-profile",
    got: "apiServerAt",
    expected: "apiServerAt on the cloud profile only",
    fix: "remove it: the addresses of the control-plane machines stand in the profile",
  };
}

export function noneOfTheTenants(got: string, declared: readonly string[]): Problem {
  return {
    code: "unresolved-name",
    got: describeValue(got),
    expected: declared.length === 0 ? "a tenant, of which there is none" : `one of the tenants: ${declared.join(", ")}`,
    fix: "declare it under tenants, or correct the name",
  };
}

export function intoControllers(got: string): Problem {
  return badValue(
    "not-allowed",
    got,
    "a tenant other than that of the controllers",
    "deliver into another tenant: who writes into the controllers' namespace becomes them",
  );
}
