import type { OwnPersonaRuleInput } from "./own-persona-spec";

/** Whether rules grant all that others do: each verb on each resource of each group. What is spelled out can be compared so. */
export function grantAll(rules: readonly OwnPersonaRuleInput[], others: readonly OwnPersonaRuleInput[]): boolean {
  const granted = new Set(rightsOf(rules));
  return rightsOf(others).every((right) => granted.has(right));
}

function rightsOf(rules: readonly OwnPersonaRuleInput[]): readonly string[] {
  return rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => JSON.stringify([group, resource, verb]))),
    ),
  );
}
