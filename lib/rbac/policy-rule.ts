import type { PolicyRuleFact } from "../guardrails/facts/role";

/** One rule of a Role or ClusterRole, as written; the guard-rails judge the same. Lists that are left out are empty. */
export type PolicyRule = PolicyRuleFact;

/** A text that is the same for two rules exactly when they say the same, in the same order. */
export function ruleText({ apiGroups, resources, resourceNames, nonResourceUrls, verbs }: PolicyRule): string {
  return JSON.stringify([apiGroups, resources, resourceNames, nonResourceUrls, verbs]);
}

/** A rule for people: `get, list on secrets named db` or `get on /metrics`. */
export function describeRule({ apiGroups, resources, resourceNames, nonResourceUrls, verbs }: PolicyRule): string {
  const named = resourceNames.length === 0 ? "" : ` named ${resourceNames.join(", ")}`;
  const what =
    nonResourceUrls.length > 0
      ? nonResourceUrls.join(", ")
      : `${resources.join(", ")}${describeGroups(apiGroups)}${named}`;
  return `${verbs.join(", ")} on ${what}`;
}

function describeGroups(groups: readonly string[]): string {
  const named = groups.filter((group) => group !== "");
  if (named.length === 0) return "";
  return ` of ${[...(groups.includes("") ? ["core"] : []), ...named].join(", ")}`;
}
