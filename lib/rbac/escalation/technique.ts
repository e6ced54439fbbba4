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
