import type { Json } from "../../plan/manifest";
import type { AttributeRuleInput } from "../../spec/attribute-rule-spec";
import { attributeKey } from "../../spec/derived";

/**
 * Attributes of users from claims, each once. A claim that is missing gives no attribute, and one that is neither a text nor a
 * list of texts fails the login.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function attributesFromClaims(rules: readonly AttributeRuleInput[]): { readonly extra?: Json } {
  const claims = new Map(rules.map(({ attribute, claim }) => [attribute, claim]));
  const extra = [...claims]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([attribute, claim]) => ({ key: attributeKey(attribute), valueExpression: `claims.?${claim}.orValue("")` }));
  return extra.length === 0 ? {} : { extra };
}
