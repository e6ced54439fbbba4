import { type Binding, describeBinding } from "../binding";
import { CLUSTER_ADMIN, type Identity } from "./identity";
import type { HandOver, HeldPower, Way } from "./technique";

/** One step of a path. */
export interface Step {
  readonly who: string;
  /** What they may do: `create pods in kube-system`. */
  readonly may: string;
  /** By which bindings and roles they may. */
  readonly by: readonly string[];
  /** What they come by: `service account kube-system/builder`. */
  readonly becomes: string;
  /** What it takes besides, which nobody can see from roles and bindings. */
  readonly provided?: string;
}

/** How somebody comes to hold everything in the cluster. */
export interface AdminPath {
  /** Whether it takes nothing but what the roles and bindings say. */
  readonly certain: boolean;
  /** How many steps it has. */
  readonly length: number;
  /** The steps; of a path of more than forty the first and the last twenty. */
  readonly steps: readonly Step[];
  /** How many are left out in the middle. */
  readonly leftOut: number;
}

/** As many steps are told of the beginning of a path, and of its end: nobody reads more of them. */
const MOST_AT_AN_END = 20;

/** The ways that are told of a path, and those between the first and the last of them that are only counted. */
export function toldOf<Item>(ways: readonly Item[]): {
  readonly told: readonly Item[];
  readonly between: readonly Item[];
} {
  if (ways.length <= 2 * MOST_AT_AN_END) return { told: ways, between: [] };
  // The end is a step of its own.
  const last = ways.length - MOST_AT_AN_END + 1;
  return {
    told: [...ways.slice(0, MOST_AT_AN_END), ...ways.slice(last)],
    between: ways.slice(MOST_AT_AN_END, last),
  };
}

/**
 * @param ways each after those that it takes
 * @param between ways that are left out in the middle
 */
export function pathOf(ways: readonly Way[], end: Identity, between: readonly Way[] = []): AdminPath {
  const steps = [...ways.flatMap(stepsOf), ...(end.key === CLUSTER_ADMIN.key ? [] : [endOf(end)])];
  const certain = [...ways, ...between].every(({ provided }) => provided === undefined);
  const leftOut = Math.max(0, steps.length - 2 * MOST_AT_AN_END);
  const told =
    leftOut === 0 ? steps : [...steps.slice(0, MOST_AT_AN_END), ...steps.slice(steps.length - MOST_AT_AN_END)];
  const untold = between.reduce((sum, { handOvers = [] }) => sum + 1 + handOvers.length, 0);
  return { certain, length: steps.length + untold, steps: told, leftOut: leftOut + untold };
}

function stepsOf({ by, to, provided, handOvers = [], through }: Way): readonly Step[] {
  const receivers = handOvers.map((one) => one.to);
  // Who is handed the rest holds all of it.
  const holders = receivers.length > 0 ? receivers : by.map(({ holder }) => holder);
  const who = [...new Set(holders.map(({ words }) => words))].join(" and ");
  const bound =
    through === undefined ? "" : `, for ${through.holder.words} is bound by ${describeSource(through.binding)}`;
  return [
    ...handOvers.map(handedOver),
    {
      who,
      may: [...new Set(by.map(inWords))].join(", "),
      by: sourcesOf(by),
      becomes: `${to.words}${bound}`,
      ...(provided !== undefined && { provided }),
    },
  ];
}

/** What a binding hands on, the other holds besides. */
function handedOver({ by, what, to }: HandOver): Step {
  const { role } = what.grant.binding;
  return {
    who: by.holder.words,
    may: inWords(by),
    by: sourcesOf([by]),
    becomes: `${to.words} with ${role.kind} ${role.name} besides, which ${by.holder.words} binds to it`,
  };
}

function sourcesOf(powers: readonly HeldPower[]): readonly string[] {
  return [...new Set(powers.map(({ grant }) => describeSource(grant.binding)))];
}

function inWords({ words, namespace, names }: HeldPower): string {
  return `${words}${names === undefined ? "" : ` named ${names.join(", ")}`}${namespace === undefined ? " everywhere" : ` in ${namespace}`}`;
}

function endOf({ words, master }: Identity): Step {
  const by =
    master === "masters" || master === "itself" || master === undefined
      ? ["the group system:masters, which is asked no questions"]
      : [describeSource(master)];
  return { who: words, may: "do everything", by, becomes: CLUSTER_ADMIN.words };
}

/** What hands a right out: `ClusterRoleBinding ops, ClusterRole cluster-admin`. */
function describeSource(binding: Binding): string {
  return `${describeBinding(binding)}, ${binding.role.kind} ${binding.role.name}`;
}
