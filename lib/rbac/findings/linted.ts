import type { Binding } from "../binding";
import { bindingKey } from "../binding";
import { defaultPolicy, DEFAULT_SOURCE } from "../default-policy/default-policy";
import { withDefaults } from "../default-policy/with-defaults";
import { Identities } from "../escalation/identity";
import { grouped } from "../grouped";
import { ExpandedPolicy } from "../expanded-policy";
import type { Policy } from "../policy";
import { ruleText } from "../policy-rule";
import { type Role, roleKey } from "../role";
import { describeSubject, type Subject, subjectKey } from "../subject";

/** What is looked at: the roles and bindings of files, in a cluster that has the defaults of Kubernetes besides. */
export interface Linted {
  readonly expanded: ExpandedPolicy;
  readonly identities: Identities;
  /** What files say that is not a default of Kubernetes, word for word. */
  readonly ownRoles: readonly Role[];
  readonly ownRoleKeys: ReadonlySet<string>;
  readonly ownBindings: readonly Binding[];
  /** The same bindings by the key of their role. */
  readonly ownBindingsOf: ReadonlyMap<string, readonly Binding[]>;
  /** Whom their bindings name. */
  readonly subjects: readonly Subject[];
}

/** @throws PolicyTooLarge */
export function linted(written: Policy): Linted {
  const expanded = ExpandedPolicy.of(withDefaults(written));
  const { roles, bindings } = defaultPolicy();
  const defaultRoles = new Map(roles.map((role) => [roleKey(role), role]));
  const defaultBindings = new Map(bindings.map((binding) => [bindingKey(binding), binding]));
  const ownRoles = written.roles.filter((role) => !isDefaultRole(role, defaultRoles));
  const ownBindings = written.bindings.filter((binding) => !isDefaultBinding(binding, defaultBindings));
  const subjects = new Map(ownBindings.flatMap((one) => one.subjects).map((one) => [subjectKey(one), one] as const));
  return {
    expanded,
    identities: new Identities(expanded),
    ownRoles,
    ownRoleKeys: new Set(ownRoles.map(roleKey)),
    ownBindings,
    ownBindingsOf: grouped(ownBindings, ({ role }) => roleKey(role)),
    subjects: [...subjects.values()].sort((a, b) => plainly(subjectKey(a), subjectKey(b))),
  };
}

/** Who holds a role, and where: `group oidc:dev in payments`. */
export function holdersOf({ ownBindingsOf }: Linted, key: string): readonly string[] {
  const holders = (ownBindingsOf.get(key) ?? []).flatMap(({ kind, namespace, subjects }) =>
    subjects.map((one) => `${describeSubject(one)} ${kind === "RoleBinding" ? `in ${namespace}` : "everywhere"}`),
  );
  return [...new Set(holders)].sort(plainly);
}

/** The files of the bindings that name a subject. */
export function sourcesNaming({ expanded }: Linted, subject: Subject): readonly string[] {
  return sourcesOf(expanded.bindingsNaming(subject)).filter((source) => source !== DEFAULT_SOURCE);
}

export function sourcesOf(written: readonly { readonly source: string }[]): readonly string[] {
  return [...new Set(written.map(({ source }) => source))].sort(plainly);
}

export function plainly(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a role says what the API server says of itself, as in files that were read from a cluster. */
function isDefaultRole(role: Role, defaults: ReadonlyMap<string, Role>): boolean {
  const standard = defaults.get(roleKey(role));
  if (standard === undefined || (standard.aggregates === undefined) !== (role.aggregates === undefined)) return false;
  if (role.aggregates !== undefined) return JSON.stringify(standard.aggregates) === JSON.stringify(role.aggregates);
  const rules = new Set(standard.rules.map(ruleText));
  return role.rules.every((rule) => rules.has(ruleText(rule)));
}

function isDefaultBinding(binding: Binding, defaults: ReadonlyMap<string, Binding>): boolean {
  const standard = defaults.get(bindingKey(binding));
  if (standard === undefined || roleKey(standard.role) !== roleKey(binding.role)) return false;
  const subjects = new Set(standard.subjects.map(subjectKey));
  return binding.subjects.every((one) => subjects.has(subjectKey(one)));
}
