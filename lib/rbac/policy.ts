import type { Binding } from "./binding";
import type { Role } from "./role";

/** Roles and bindings that hold together, as one cluster would. */
export interface Policy {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
}

/** More roles and bindings together than any cluster has. */
export const MOST_OBJECTS = 20_000;
/** As many rules as are held once roles are expanded; roles that gather whatever there is multiply them. */
export const MOST_RULES = 2_000_000;

/** What is thrown for a policy that nobody could judge in a reasonable time. */
export class PolicyTooLarge extends Error {
  override readonly name = "PolicyTooLarge";
}
