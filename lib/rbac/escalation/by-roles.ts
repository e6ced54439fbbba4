import type { Binding } from "../binding";
import { roleKey } from "../role";
import { CLUSTER_ADMIN, type Identities, type Identity } from "./identity";
import { both, NOWHERE } from "./place";
import { comeTogether, type HandOver, type HeldPower, type Reached, type Technique, type Way } from "./technique";

/** Who may bind a role that he does not hold binds it to himself. */
export const BIND: Technique = (reached) => [
  ...pairs(reached, "bind-cluster-roles", "make-cluster-bindings").flatMap(([binding, making, namespace, handOvers]) =>
    namespace === undefined && binding.namespace === undefined && making.namespace === undefined
      ? bound(reached, "ClusterRole", binding, making, undefined, handOvers)
      : [],
  ),
  ...pairs(reached, "bind-cluster-roles", "make-bindings").flatMap(([binding, making, namespace, handOvers]) =>
    within(reached, namespace).flatMap((one) => bound(reached, "ClusterRole", binding, making, one, handOvers)),
  ),
  ...pairs(reached, "bind-roles", "make-bindings").flatMap(([binding, making, namespace, handOvers]) =>
    within(reached, namespace).flatMap((one) => bound(reached, "Role", binding, making, one, handOvers)),
  ),
];

/** Who may write rights into a role that he does not hold writes them into one that he is bound to. */
export const ESCALATE: Technique = (reached) => [
  ...pairs(reached, "escalate-cluster-roles", "change-cluster-roles").flatMap(
    ([escalating, changing, namespace, handOvers]) =>
      namespace !== undefined
        ? []
        : rolesOf(reached, "ClusterRole", escalating, changing).map((held) =>
            taken(reached, [escalating, changing], held, handOvers),
          ),
  ),
  ...pairs(reached, "escalate-roles", "change-roles").flatMap(([escalating, changing, namespace, handOvers]) =>
    rolesOf(reached, "Role", escalating, changing)
      .filter(({ binding }) => namespace === undefined || binding.namespace === namespace)
      .map((held) => taken(reached, [escalating, changing], held, handOvers)),
  ),
];

/** Who may make a role with rights that he does not hold makes one that a role of his gathers, or the one that he is bound to and that is not there. */
export const MAKE_ROLES: Technique = (reached) => {
  const { roles } = reached.identities.policy;
  const isMissing = ({ role }: Binding) => !roles.has(roleKey(role));
  const isNamed = ({ names }: HeldPower, name: string) => names?.includes(name) ?? true;
  return [
    ...pairs(reached, "escalate-cluster-roles", "make-cluster-roles").flatMap(
      ([escalating, making, namespace, handOvers]) => {
        if (namespace !== undefined) return [];
        const gathers = ({ role }: Binding) =>
          escalating.names === undefined && roles.get(roleKey(role))?.gathersFrom !== undefined;
        return bindingsOf(reached)
          .filter(({ binding: { role } }) => role.kind === "ClusterRole")
          .filter(({ binding }) => gathers(binding) || (isMissing(binding) && isNamed(escalating, binding.role.name)))
          .map((held) => taken(reached, [escalating, making], held, handOvers));
      },
    ),
    ...pairs(reached, "escalate-roles", "make-roles").flatMap(([escalating, making, namespace, handOvers]) =>
      bindingsOf(reached)
        .filter(({ binding }) => binding.role.kind === "Role" && isMissing(binding))
        .filter(({ binding }) => namespace === undefined || binding.namespace === namespace)
        .filter(({ binding }) => isNamed(escalating, binding.role.name))
        .map((held) => taken(reached, [escalating, making], held, handOvers)),
    ),
  ];
};

/** A role that somebody is bound to comes to grant everything. */
function taken(
  { identities }: Reached,
  by: readonly HeldPower[],
  held: HeldBinding,
  handOvers: readonly HandOver[],
): Way {
  const isOwn = by.some(({ holder }) => holder === held.holder);
  return { by, to: holderOf(identities, held.binding), handOvers, ...(!isOwn && { through: held }) };
}

/** Whoever holds all that a binding hands out where its role grants everything. */
function holderOf(identities: Identities, binding: Binding): Identity {
  return binding.kind === "ClusterRoleBinding" ? CLUSTER_ADMIN : identities.ownerOf(binding.namespace);
}

type Pair = readonly [HeldPower, HeldPower, string | undefined, readonly HandOver[]];

/** Two powers that one request asks for and that hold in one place, and the place. */
function pairs(reached: Reached, a: HeldPower["kind"], b: HeldPower["kind"]): readonly Pair[] {
  return reached.having(a).flatMap((one) =>
    reached.having(b).flatMap((other): readonly Pair[] => {
      const namespace = both(one.namespace, other.namespace);
      if (namespace === NOWHERE) return [];
      const handOvers = comeTogether(reached, one, other, namespace);
      return handOvers === undefined ? [] : [[one, other, namespace, handOvers]];
    }),
  );
}

function within({ identities }: Reached, namespace: string | undefined): readonly string[] {
  return namespace === undefined ? identities.namespaces() : [namespace];
}

/** What one holds after binding a role to oneself: a named one, or whatever there is. */
function bound(
  { identities }: Reached,
  kind: Binding["role"]["kind"],
  binding: HeldPower,
  making: HeldPower,
  namespace: string | undefined,
  handOvers: readonly HandOver[],
): readonly Way[] {
  const by = [binding, making];
  // A binding that is there already keeps its role; only whom it names can be changed.
  const kept =
    making.names === undefined ? undefined : rolesBoundBy(identities.policy.policy.bindings, making, namespace);
  const inNamespace = kind === "Role" ? (namespace ?? "") : "";
  if (binding.names === undefined && kept === undefined) {
    if (kind === "ClusterRole")
      return [{ by, handOvers, to: namespace === undefined ? CLUSTER_ADMIN : identities.ownerOf(namespace) }];
    const there = [...identities.policy.roles.values()].filter((role) => role.namespace === namespace);
    return there.flatMap(({ name }) => held(name));
  }
  const names =
    kept === undefined ? (binding.names ?? []) : kept.filter((name) => binding.names?.includes(name) ?? true);
  return names.flatMap(held);

  function held(name: string): readonly Way[] {
    const to = identities.holderOf({ kind, name, namespace: inNamespace }, namespace);
    return to === undefined ? [] : [{ by, handOvers, to }];
  }
}

function rolesBoundBy(
  bindings: readonly Binding[],
  { names }: HeldPower,
  namespace: string | undefined,
): readonly string[] {
  return bindings
    .filter((one) => names?.includes(one.name) === true && one.namespace === (namespace ?? ""))
    .map(({ role }) => role.name);
}

/** Bindings that one is bound by to a role which may be changed, or which gathers one that may. */
function rolesOf(
  reached: Reached,
  kind: Binding["role"]["kind"],
  escalating: HeldPower,
  changing: HeldPower,
): readonly HeldBinding[] {
  const isOpen = (name: string) => [escalating, changing].every(({ names }) => names?.includes(name) ?? true);
  const { roles } = reached.identities.policy;
  return bindingsOf(reached)
    .filter(({ binding: { role } }) => role.kind === kind)
    .filter(({ binding: { role } }) => {
      const found = roles.get(roleKey(role));
      // What is not there is not changed.
      return found !== undefined && (isOpen(role.name) || found.gathersFrom?.some(isOpen) === true);
    });
}

/** A binding, and the first whom one has come by that it names. */
interface HeldBinding {
  readonly holder: Identity;
  readonly binding: Binding;
}

/** The bindings that name whomever one has come by. */
function bindingsOf({ all }: Reached): readonly HeldBinding[] {
  const held = new Map<Binding, HeldBinding>();
  for (const holder of all)
    for (const binding of holder.bindings) if (!held.has(binding)) held.set(binding, { holder, binding });
  return [...held.values()];
}
