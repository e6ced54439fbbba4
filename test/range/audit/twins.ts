/** A written audit policy, as far as rules are taken out of it. */
export interface WrittenPolicy {
  readonly omitStages: readonly string[];
  readonly rules: readonly WrittenRule[];
}

interface WrittenRule {
  readonly level: string;
  readonly resources?: readonly { readonly group: string; readonly resources?: readonly string[] }[];
}

/** The written policy without something that records, and what must be missing or poorer then. */
export interface Twin {
  readonly name: string;
  readonly change: (policy: WrittenPolicy) => WrittenPolicy;
}

const names = (rule: WrittenRule, group: string, resource?: string) =>
  rule.resources?.some(
    (entry) => entry.group === group && (resource === undefined || entry.resources?.includes(resource) === true),
  ) === true;

/** Exactly one rule goes, or the twin would prove something else. */
function without(...are: readonly ((rule: WrittenRule) => boolean)[]): Twin["change"] {
  return (policy) => {
    const going = are.map((is) => policy.rules.filter((rule) => rule.level !== "None" && is(rule)));
    if (going.some(({ length }) => length !== 1)) throw new Error("the written policy has another shape");
    return { ...policy, rules: policy.rules.filter((rule) => !going.flat().includes(rule)) };
  };
}

const isCatchAll = (rule: WrittenRule) => rule.resources === undefined;
const onSecrets = (rule: WrittenRule) => names(rule, "", "secrets");

export const TWINS: readonly Twin[] = [
  { name: "without the rule on what is done in pods", change: without((rule) => names(rule, "", "pods/exec")) },
  { name: "without the rule on rights and doors", change: without((rule) => names(rule, "rbac.authorization.k8s.io")) },
  { name: "without the rule on the cluster", change: without((rule) => names(rule, "", "namespaces")) },
  { name: "without the rule on secrets and the last one", change: without(onSecrets, isCatchAll) },
  {
    name: "without the stage of failed logins",
    change: (policy) => ({ ...policy, omitStages: [...policy.omitStages, "ResponseStarted"] }),
  },
];

/** Records all bodies: what is planted must then be found, or the search finds nothing. */
export const ALL_BODIES: Twin = {
  name: "with every body",
  change: (policy) => ({ ...policy, rules: [{ level: "RequestResponse" }] }),
};
