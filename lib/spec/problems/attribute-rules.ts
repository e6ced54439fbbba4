import { describeValue } from "../describe-value";
import type { Problem } from "./problem";

export function attributesNotOnCloud(got: unknown): Problem {
  return {
    code: "not-on-this-profile",
    got: describeValue(got),
    expected: "attributeRules on one's own machines only: data-center and edge",
    fix: "remove it, or give each combination a group of its own: Amazon EKS carries no claims beyond user and groups",
  };
}

export function otherClaim(got: string, attribute: string, claim: string, first: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: `one claim for each attribute: ${describeValue(claim)} for ${describeValue(attribute)}`,
    fix: `write the claim of ${first}, or give the attribute another name`,
  };
}

export function sameDemand(what: string, first: string): Problem {
  return { code: "duplicate", got: what, expected: "each demand once", fix: `remove it: ${first} already says it` };
}

export function tenantWithoutAttribute(attribute: string, tenant: string): Problem {
  return {
    code: "unresolved-name",
    got: describeValue(tenant),
    expected: `a tenant with the attribute ${describeValue(attribute)}: with nothing to equal, everybody would be refused`,
    fix: `add { name: ${describeValue(attribute)}, value } to the attributes of the tenant, or remove the namespace here`,
  };
}

export function attributeWithoutRule(attribute: string): Problem {
  return {
    code: "unresolved-name",
    got: describeValue(attribute),
    expected: "an attribute that a rule of attributeRules compares in this namespace",
    fix: "add the rule, or remove the attribute: nothing asks for it",
  };
}

export function attributesWithoutProvider(): Problem {
  return {
    code: "unresolved-name",
    got: "no method with claims",
    expected: "an oidc method under authentication.methods, whose tokens carry the claims",
    fix: "add the method, or remove the rules: nobody would have an attribute",
  };
}
