import { circlesOf } from "./circles";
import { grouped } from "./grouped";
import { selectorOf } from "./label-selector";
import { MOST_RULES, type Policy, PolicyTooLarge } from "./policy";
import { type PolicyRule, ruleText } from "./policy-rule";
import { type Role, roleKey } from "./role";

/** What a role grants once it is expanded. */
export interface ExpandedRole {
  readonly kind: Role["kind"];
  readonly name: string;
  readonly namespace: string;
  /** What it certainly grants. */
  readonly rules: readonly PolicyRule[];
  /**
   * What it may grant besides: ClusterRoles that gather each other in a circle keep what was ever in one of them, and which
   * of the written rules that are depends on the order in which the controller comes by.
   */
  readonly possible: readonly PolicyRule[];
  /** The ClusterRoles whose rules it gathers, by name; undefined where it gathers none. */
  readonly gathersFrom: readonly string[] | undefined;
  /** Whether it gathers, by way of others or not, from itself. */
  readonly inCircle: boolean;
  /** The documents that write it: two with one name count together, for nobody can see which of them was applied last. */
  readonly written: readonly Role[];
}

/**
 * Every role with the rules that it grants, by its key. A ClusterRole with an aggregation rule grants what the ClusterRoles grant
 * that its selectors select, itself left out, and nothing of what stands in its own rules: the controller writes over them.
 *
 * @throws PolicyTooLarge
 */
export function expandRoles({ roles }: Pick<Policy, "roles">): ReadonlyMap<string, ExpandedRole> {
  const written = grouped(roles, roleKey);
  const members = membersOf(written);
  const expanded = new Map<string, ExpandedRole>();
  let count = 0;
  // Those that are gathered from come first, so that every role is looked at once.
  for (const circle of circlesOf([...written.keys()], (key) => members.get(key) ?? [])) {
    const inCircle = circle.length > 1;
    const outside = circle.flatMap((key) => members.get(key) ?? []).filter((key) => !circle.includes(key));
    const own = circle.flatMap((key) => (written.get(key) ?? []).map((role) => ({ role, gathers: members.has(key) })));
    const ofThemselves = own.flatMap(({ role, gathers }) =>
      gathers && role.aggregates !== undefined ? [] : role.rules,
    );
    // In a circle each has what any of them gathers; what they wrote themselves may be there still.
    const leftovers = inCircle ? own.flatMap(({ role }) => role.rules) : [];
    const certain = new Map<string, PolicyRule>();
    const possible = new Map<string, PolicyRule>();
    const add = (to: Map<string, PolicyRule>, rules: readonly PolicyRule[]) => {
      for (const rule of rules) to.set(ruleText(rule), rule);
      if (count + to.size * circle.length > MOST_RULES)
        throw new PolicyTooLarge(`roles that gather the rules of others grant more than ${MOST_RULES} rules`);
    };
    add(certain, ofThemselves);
    for (const key of new Set(outside)) {
      add(certain, expanded.get(key)?.rules ?? []);
      add(possible, expanded.get(key)?.possible ?? []);
    }
    add(possible, leftovers);
    for (const text of certain.keys()) possible.delete(text);
    count += (certain.size + possible.size) * circle.length;
    for (const key of circle) {
      const documents = written.get(key) ?? [];
      const [first] = documents;
      if (first === undefined) continue;
      const { kind, name, namespace } = first;
      expanded.set(key, {
        kind,
        name,
        namespace,
        rules: [...certain.values()],
        possible: [...possible.values()],
        gathersFrom: members.get(key)?.map((member) => member.slice(CLUSTER_ROLE.length)),
        inCircle,
        written: documents,
      });
    }
  }
  return expanded;
}

const CLUSTER_ROLE = "ClusterRole//";

/** Of every role that gathers, the keys of those from which it does. */
function membersOf(written: ReadonlyMap<string, readonly Role[]>): ReadonlyMap<string, readonly string[]> {
  const clusterRoles = [...written].filter(([key]) => key.startsWith(CLUSTER_ROLE));
  const members = new Map<string, readonly string[]>();
  let count = 0;
  for (const [key, documents] of clusterRoles) {
    if (documents.every(({ aggregates }) => aggregates === undefined)) continue;
    const selectors = documents.flatMap(({ aggregates }) => aggregates ?? []).map(selectorOf);
    const isSelected = ({ labels }: Role) => selectors.some((selects) => selects(labels));
    const selected = clusterRoles.flatMap(([other, roles]) => (other !== key && roles.some(isSelected) ? [other] : []));
    count += selected.length;
    if (count > MOST_RULES)
      throw new PolicyTooLarge(`roles that gather the rules of others select more than ${MOST_RULES} roles`);
    members.set(key, selected);
  }
  return members;
}
