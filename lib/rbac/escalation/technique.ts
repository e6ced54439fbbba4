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
}

/** A way to take rights that one does not hold. */
export type Technique = (reached: Reached) => readonly Way[];

/** The one namespace in which two bounds both hold, undefined for everywhere; `nowhere` where there is none. */
export function both(a: string | undefined, b: string | undefined): string | undefined | typeof NOWHERE {
  if (a === undefined || a === b) return b;
  return b === undefined ? a : NOWHERE;
}

export const NOWHERE = Symbol("nowhere");

/**
 * Whether two powers come together in one request: one identity holds both, or one of the two may write bindings and hands the other
 * the role that it holds its own power by.
 */
export function comeTogether(reached: Reached, a: HeldPower, b: HeldPower, namespace: string | undefined): boolean {
  if (a.holder === b.holder) return true;
  const binding = [...reached.having("make-cluster-bindings"), ...reached.having("make-bindings")];
  return binding.some(
    (power) =>
      (power.holder === a.holder || power.holder === b.holder) &&
      power.names === undefined &&
      (power.namespace === undefined || power.namespace === namespace) &&
      // What holds everywhere is handed on by a ClusterRoleBinding alone.
      (namespace !== undefined || power.kind === "make-cluster-bindings"),
  );
}
