import { z } from "zod";
import { formatPath, type LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { type Located, readEach } from "../parse/readable";
import {
  attributesNotOnCloud,
  attributesWithoutProvider,
  attributeWithoutRule,
  otherClaim,
  sameDemand,
  tenantWithoutAttribute,
} from "../problems/attribute-rules";
import { findRepeats } from "./repeats";
import { unknownTenants } from "./tenant-names";

const RULES = ["attributeRules"];
const TEXT = z.string();
const RULE = z.object({ attribute: TEXT, must: TEXT, namespaces: z.array(TEXT) });
const CLAIMED = z.object({ attribute: TEXT, claim: TEXT });
const METHOD = z.object({ method: TEXT });
const ATTRIBUTE = z.object({ name: TEXT });
const TENANT = z.object({ name: TEXT, attributes: z.array(ATTRIBUTE).optional() });
type Rule = Located<z.output<typeof RULE>>;

/** What rules on attributes ask of each other, of the tenants and of the profile. */
export function checkAttributeRules(data: PlainData): readonly LocatedProblem[] {
  const written = valueAt(data, RULES);
  const given = Array.isArray(written) && written.length > 0;
  if (given && valueAt(data, ["profile", "kind"]) === "cloud")
    return [{ path: RULES, problem: attributesNotOnCloud(written) }];
  const rules = readEach(data, RULES, RULE, "optional");
  const methods = readEach(data, ["authentication", "methods"], METHOD);
  const withClaims = methods.elements.some(({ value }) => value.method === "oidc");
  return [
    ...(given && methods.complete && !withClaims ? [{ path: RULES, problem: attributesWithoutProvider() }] : []),
    ...rules.elements.flatMap(({ path }) => checkNamespaces(data, path)),
    ...oneClaimEach(readEach(data, RULES, CLAIMED, "optional").elements),
    ...sameDemands(rules.elements),
    ...checkTenantAttributes(data, rules.elements, rules.complete),
  ];
}

function checkNamespaces(data: PlainData, path: Located<unknown>["path"]): readonly LocatedProblem[] {
  const names = readEach(data, [...path, "namespaces"], TEXT).elements;
  return [...findRepeats(names, "namespace"), ...unknownTenants(data, names)];
}

function oneClaimEach(rules: readonly Located<z.output<typeof CLAIMED>>[]): readonly LocatedProblem[] {
  return rules.flatMap(({ path, value: { attribute, claim } }) => {
    const first = rules.find(({ value }) => value.attribute === attribute);
    return first === undefined || first.value.claim === claim
      ? []
      : [
          {
            path: [...path, "claim"],
            problem: otherClaim(claim, attribute, first.value.claim, formatPath(first.path)),
          },
        ];
  });
}

function sameDemands(rules: readonly Rule[]): readonly LocatedProblem[] {
  const first = new Map<string, string>();
  return rules.flatMap(({ path, value: { attribute, must, namespaces } }) =>
    [...new Set(namespaces)].flatMap((namespace) => {
      const key = JSON.stringify([attribute, must, namespace]);
      const earlier = first.get(key);
      if (earlier !== undefined && earlier !== formatPath(path))
        return [{ path, problem: sameDemand(`${attribute} must ${must} in ${namespace}`, earlier) }];
      first.set(key, formatPath(path));
      return [];
    }),
  );
}

/** A comparison has two sides: the rule names tenants that have the attribute, and no tenant has one that no rule compares. */
function checkTenantAttributes(data: PlainData, rules: readonly Rule[], complete: boolean): readonly LocatedProblem[] {
  const tenants = readEach(data, ["tenants"], TENANT, "optional");
  const compared = rules.filter(({ value }) => value.must === "equal-namespace");
  const missing = compared.flatMap(({ path, value: { attribute, namespaces } }) =>
    namespaces.flatMap((namespace, index) => {
      const tenant = tenants.elements.find(({ value }) => value.name === namespace);
      const has = tenant === undefined || tenant.value.attributes?.some(({ name }) => name === attribute) === true;
      return has
        ? []
        : [{ path: [...path, "namespaces", index], problem: tenantWithoutAttribute(attribute, namespace) }];
    }),
  );
  const idle = tenants.elements.flatMap(({ path, value: { name: tenant, attributes } }) => {
    const places = (attributes ?? []).map(({ name }, index) => ({
      path: [...path, "attributes", index, "name"],
      value: name,
    }));
    const unused = places.filter(
      ({ value: name }) =>
        complete && !compared.some(({ value }) => value.attribute === name && value.namespaces.includes(tenant)),
    );
    return [
      ...findRepeats(places, "attribute"),
      ...unused.map(({ path: place, value }) => ({ path: place, problem: attributeWithoutRule(value) })),
    ];
  });
  return [...missing, ...idle];
}
