import {
  APPROVE_CERTIFICATES,
  CHANGE_WHAT_IS_WRITTEN,
  IMPERSONATE,
  IMPERSONATE_GROUPS,
  IMPERSONATE_NARROWLY,
} from "./by-name";
import { ENTER_PODS, MAKE_PODS, MAKE_TOKEN_SECRETS, MAKE_TOKENS, MOUNT_DISKS, READ_SECRETS } from "./by-pods";
import { BIND, ESCALATE, MAKE_ROLES } from "./by-roles";
import type { PowerKind } from "./power";
import type { Technique } from "./technique";

/** What one power alone leads by: of each power on its own all is said. */
export const BY_ONE_POWER: readonly Technique[] = [
  MAKE_TOKENS,
  MAKE_PODS,
  IMPERSONATE,
  ENTER_PODS,
  READ_SECRETS,
  CHANGE_WHAT_IS_WRITTEN,
];

/** What takes several powers, or a role that one is bound to. */
export const BY_SEVERAL_POWERS: readonly Technique[] = [
  MAKE_TOKEN_SECRETS,
  IMPERSONATE_GROUPS,
  IMPERSONATE_NARROWLY,
  BIND,
  ESCALATE,
  MAKE_ROLES,
  APPROVE_CERTIFICATES,
  MOUNT_DISKS,
];

const OF_SEVERAL: ReadonlySet<PowerKind> = new Set<PowerKind>([
  ...(["make-secrets", "read-secrets", "make-volumes", "claim-volumes", "make-pods"] as const),
  ...(["be-users", "be-accounts", "be-groups"] as const),
  ...(["be-users-narrowly", "be-accounts-narrowly", "be-groups-narrowly"] as const),
  ...(["bind-cluster-roles", "bind-roles", "make-cluster-bindings", "make-bindings"] as const),
  ...(["escalate-cluster-roles", "escalate-roles", "change-cluster-roles", "change-roles"] as const),
  ...(["make-cluster-roles", "make-roles"] as const),
  ...(["ask-certificates", "approve-certificates", "speak-for-signers"] as const),
]);

/** Kinds without which none of them begins: pods, secrets and users are made and read by many who go no such way. */
const BEGINS: ReadonlySet<PowerKind> = new Set<PowerKind>([
  ...(["make-secrets", "make-volumes", "be-groups"] as const),
  ...(["be-users-narrowly", "be-accounts-narrowly", "be-groups-narrowly"] as const),
  ...(["bind-cluster-roles", "bind-roles", "escalate-cluster-roles", "escalate-roles"] as const),
  "approve-certificates",
]);

/** Whether a power has a part in a way that takes several. */
export function isOneOfSeveral(kind: PowerKind): boolean {
  return OF_SEVERAL.has(kind);
}

/** Whether somebody who holds such a power may go a way that takes several. */
export function beginsOfSeveral(kind: PowerKind): boolean {
  return BEGINS.has(kind);
}
