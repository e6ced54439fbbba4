import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { RoleTrust } from "./role-trust";

/** A way by which a machine lets people into its cluster for an emergency. */
export interface BreakGlassFact extends FactBase {
  readonly kind: "break-glass";
  /** Whom it lets in, by name. */
  readonly people: readonly string[];
  /** The life of the credential. */
  readonly minutes: number;
  /** The group of whoever is let in. */
  readonly group: string;
  /** The authority that signs, by its path without the ending. */
  readonly signer: string;
}

/** A role of AWS that leads into a cluster's group for emergencies. */
export interface BreakGlassRoleFact extends FactBase {
  readonly kind: "break-glass-role";
  /** What its trust policy allows. */
  readonly trusts: Value<readonly RoleTrust[]>;
  /** The longest session in seconds. */
  readonly longestSession: Value<number>;
}
