import type { Binding } from "../binding";
import type { Identities, Identity } from "./identity";
import type { Power, PowerKind } from "./power";

/** A power, and who of those that one has come by holds it. */
export interface HeldPower extends Power {
  readonly holder: Identity;
}

/** What somebody has come by so far. */
export interface Reached {
  readonly identities: Identities;
  readonly all: readonly Identity[];
  having(kind: PowerKind): readonly HeldPower[];
}

/** One way on: by which powers, to whom. */
export interface Way {
  readonly by: readonly HeldPower[];
  readonly to: Identity;
  /** What it takes besides, which nobody can see from roles and bindings. */
  readonly provided?: string;
  /** What must be handed on before, so that one identity holds all that one request asks for. */
  readonly handOvers?: readonly HandOver[];
  /** By whom, and by which binding, what is changed is held, where that is none of those whose powers it takes. */
  readonly through?: { readonly holder: Identity; readonly binding: Binding };
}

/** Somebody who may make bindings binds another to the role by which he holds a power himself. */
export interface HandOver {
  /** The right to make bindings. */
  readonly by: HeldPower;
  readonly what: HeldPower;
  readonly to: Identity;
}

/** A way to take rights that one does not hold. */
export type Technique = (reached: Reached) => readonly Way[];

/**
 * How two powers come together in one request: by nothing where one identity holds both, or one of the two may write bindings and
 * hands the other the role that it holds its own power by. Undefined where they do not.
 */
export function comeTogether(
  reached: Reached,
  a: HeldPower,
  b: HeldPower,
  namespace: string | undefined,
): readonly HandOver[] | undefined {
  if (a.holder === b.holder) return [];
  const binding = [...reached.having("make-cluster-bindings"), ...reached.having("make-bindings")];
  const by = binding.find(
    (power) =>
      (power.holder === a.holder || power.holder === b.holder) &&
      power.names === undefined &&
      (power.namespace === undefined || power.namespace === namespace) &&
      // What holds everywhere is handed on by a ClusterRoleBinding alone.
      (namespace !== undefined || power.kind === "make-cluster-bindings"),
  );
  if (by === undefined) return undefined;
  return by.holder === a.holder ? [{ by, what: a, to: b.holder }] : [{ by, what: b, to: a.holder }];
}
