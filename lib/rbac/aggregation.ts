import { selects } from "./label-selector";
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
  /** The ClusterRoles of which the rules come; empty where they are its own. */
  readonly gatheredFrom: readonly string[];
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
  const written = new Map<string, Role[]>();
  for (const role of roles) {
    const key = roleKey(role);
    const same = written.get(key);
    if (same === undefined) written.set(key, [role]);
    else same.push(role);
  }
  const members = membersOf(written);
  const circles = circlesIn(members);
  const ownOf = (key: string) => (written.get(key) ?? []).flatMap(({ rules }) => rules);
  const certain = gather(written, members, () => []);
  // From here on with what the members of circles have written themselves.
  const possible =
    circles.size === 0 ? certain : gather(written, members, (key) => (circles.has(key) ? ownOf(key) : []));

  return new Map(
    [...written].map(([key, documents]) => {
      const [{ kind, name, namespace }] = documents as [Role];
      const rules = [...(certain.get(key)?.values() ?? [])];
      const further = [...(possible.get(key) ?? [])].filter(([text]) => certain.get(key)?.has(text) !== true);
      const expanded: ExpandedRole = {
        kind,
        name,
        namespace,
        rules,
        possible: further.map(([, rule]) => rule),
        gatheredFrom: [...(members.get(key) ?? [])].map((member) => member.slice(CLUSTER_ROLE.length)).sort(),
        inCircle: circles.has(key),
        written: documents,
      };
      return [key, expanded];
    }),
  );
}

const CLUSTER_ROLE = "ClusterRole//";

type Members = ReadonlyMap<string, ReadonlySet<string>>;

/** Of every role that gathers, the keys of those from which it does. */
function membersOf(written: ReadonlyMap<string, readonly Role[]>): Members {
  const clusterRoles = [...written].filter(([key]) => key.startsWith(CLUSTER_ROLE));
  const members = new Map<string, ReadonlySet<string>>();
  for (const [key, documents] of clusterRoles) {
    const selectors = documents.flatMap(({ aggregates }) => aggregates ?? []);
    if (documents.every(({ aggregates }) => aggregates === undefined)) continue;
    const selected = clusterRoles.filter(
      ([other, roles]) =>
        other !== key && roles.some(({ labels }) => selectors.some((selector) => selects(selector, labels))),
    );
    members.set(key, new Set(selected.map(([other]) => other)));
  }
  return members;
}

/** The keys of roles that gather from themselves by way of others. */
function circlesIn(members: Members): ReadonlySet<string> {
  const inCircle = new Set<string>();
  for (const start of members.keys()) {
    const seen = new Set<string>();
    const open = [...(members.get(start) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === start) inCircle.add(start);
      if (seen.has(next)) continue;
      seen.add(next);
      // What gathers nothing itself leads nowhere.
      for (const further of members.get(next) ?? []) if (members.has(further)) open.push(further);
    }
  }
  return inCircle;
}

/** The rules of every role, grown until nothing is added any more; rules that say the same are one. */
function gather(
  written: ReadonlyMap<string, readonly Role[]>,
  members: Members,
  beginning: (key: string) => readonly PolicyRule[],
): ReadonlyMap<string, ReadonlyMap<string, PolicyRule>> {
  const byText = (rules: readonly PolicyRule[]) => new Map(rules.map((rule) => [ruleText(rule), rule]));
  const held = new Map<string, Map<string, PolicyRule>>();
  let count = 0;
  for (const [key, documents] of written) {
    const own = documents.flatMap(({ rules, aggregates }) => (aggregates === undefined ? rules : []));
    held.set(key, byText(members.has(key) ? [...own, ...beginning(key)] : own));
  }
  const gathering = [...members].filter(([, from]) => from.size > 0);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [key, from] of gathering) {
      const rules = held.get(key);
      if (rules === undefined) continue;
      const before = rules.size;
      for (const member of from) for (const [text, rule] of held.get(member) ?? []) rules.set(text, rule);
      grew ||= rules.size > before;
      count += rules.size - before;
      if (count > MOST_RULES)
        throw new PolicyTooLarge(`roles that gather the rules of others grant more than ${MOST_RULES} rules`);
    }
  }
  return held;
}
