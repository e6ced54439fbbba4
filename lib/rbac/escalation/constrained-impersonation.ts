import type { Grant } from "../grant";
import type { PolicyRule } from "../policy-rule";
import { resourceMatches } from "../rule-allows";
import { both, NOWHERE } from "./place";

/**
 * What somebody may do in another's name by constrained impersonation: what the other holds, as far as he himself holds it with
 * `impersonate-on:` and the mode before the verb.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/#constrained-impersonation
 */
export function grantsOnBehalf(
  others: readonly Grant[],
  own: readonly Grant[],
  mode: "user-info" | "serviceaccount",
): readonly Grant[] {
  const prefix = `impersonate-on:${mode}:`;
  const allowed = own.flatMap((grant) => {
    const verbs = grant.rule.verbs.flatMap((verb) =>
      verb === "*" ? ["*"] : verb.startsWith(prefix) ? [verb.slice(prefix.length)] : [],
    );
    return verbs.length === 0 ? [] : [{ ...grant, rule: { ...grant.rule, verbs } }];
  });
  return others.flatMap((other) =>
    allowed.flatMap((one) => {
      const namespace = both(other.namespace, one.namespace);
      const rule = namespace === NOWHERE ? undefined : intersection(other.rule, one.rule);
      return rule === undefined || namespace === NOWHERE ? [] : [{ rule, namespace, binding: one.binding }];
    }),
  );
}

/** What two rules both grant; undefined where that is nothing. */
function intersection(a: PolicyRule, b: PolicyRule): PolicyRule | undefined {
  const verbs = common(a.verbs, b.verbs);
  const apiGroups = common(a.apiGroups, b.apiGroups);
  const resources = [...within(a.resources, b.resources), ...within(b.resources, a.resources)];
  const isNamed = a.resourceNames.length > 0 && b.resourceNames.length > 0;
  const resourceNames = isNamed
    ? a.resourceNames.filter((name) => b.resourceNames.includes(name))
    : [...a.resourceNames, ...b.resourceNames];
  if (verbs.length === 0 || apiGroups.length === 0 || resources.length === 0) return undefined;
  if (isNamed && resourceNames.length === 0) return undefined;
  return { apiGroups, resources: [...new Set(resources)], resourceNames, nonResourceUrls: [], verbs };
}

function common(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.includes("*")) return b;
  return b.includes("*") ? a : a.filter((one) => b.includes(one));
}

/** Those of the first that one of the second means as well. */
function within(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((name) => {
    const [resource = "", subresource = ""] = name.split("/");
    return others.some((other) => other === name || resourceMatches(other, resource, subresource));
  });
}
