/** Whom a binding names: a user, everybody in a group, or the service account of pods. */
export type Subject =
  | { readonly kind: "User" | "Group"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

/** Whom a request comes from, as authentication has found. */
export interface Requester {
  readonly user: string;
  readonly groups: readonly string[];
}

export const AUTHENTICATED = "system:authenticated";
export const UNAUTHENTICATED = "system:unauthenticated";
export const ANONYMOUS = "system:anonymous";
/** The group that is asked no questions: the API server authorizes it before RBAC. */
export const MASTERS = "system:masters";
export const SERVICE_ACCOUNTS = "system:serviceaccounts";
const ACCOUNT_PREFIX = "system:serviceaccount:";

/** The user name of a service account. */
export function accountName(namespace: string, name: string): string {
  return `${ACCOUNT_PREFIX}${namespace}:${name}`;
}

/** The groups that a service account is always in. */
export function accountGroups(namespace: string): readonly string[] {
  return [SERVICE_ACCOUNTS, `${SERVICE_ACCOUNTS}:${namespace}`, AUTHENTICATED];
}

/** A service account under whichever of its two names it is written: as itself, or as the user that it is. */
export function canonicalSubject(subject: Subject): Subject {
  if (subject.kind !== "User" || !subject.name.startsWith(ACCOUNT_PREFIX)) return subject;
  const [namespace = "", name = "", ...more] = subject.name.slice(ACCOUNT_PREFIX.length).split(":");
  return namespace === "" || name === "" || more.length > 0 ? subject : { kind: "ServiceAccount", namespace, name };
}

/**
 * Who asks where nothing but this subject is known of him: a user who is in no group of his own, somebody who is in one group
 * and has no name that anything is bound to, or an account with its groups.
 */
export function requesterOf(subject: Subject): Requester {
  const one = canonicalSubject(subject);
  switch (one.kind) {
    case "ServiceAccount":
      return { user: accountName(one.namespace, one.name), groups: accountGroups(one.namespace) };
    case "User":
      return { user: one.name, groups: [one.name === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED] };
    case "Group": {
      if (one.name === UNAUTHENTICATED) return { user: ANONYMOUS, groups: [UNAUTHENTICATED] };
      if (one.name === AUTHENTICATED) return { user: "", groups: [AUTHENTICATED] };
      const isAccounts = one.name === SERVICE_ACCOUNTS || one.name.startsWith(`${SERVICE_ACCOUNTS}:`);
      const around = isAccounts && one.name !== SERVICE_ACCOUNTS ? [SERVICE_ACCOUNTS] : [];
      return { user: "", groups: [one.name, ...around, AUTHENTICATED] };
    }
    default: {
      const unforeseen: never = one;
      return unforeseen;
    }
  }
}

/** A subject for people: `group oidc:sre`, `service account payments/deployer`. */
export function describeSubject(subject: Subject): string {
  switch (subject.kind) {
    case "ServiceAccount":
      return `service account ${subject.namespace}/${subject.name}`;
    case "User":
      return `user ${subject.name}`;
    case "Group":
      return `group ${subject.name}`;
    default: {
      const unforeseen: never = subject;
      return unforeseen;
    }
  }
}

/** Equal for subjects that are the same, and for no others: an account is the user of its name. */
export function subjectKey(subject: Subject): string {
  return subject.kind === "ServiceAccount"
    ? `User/${accountName(subject.namespace, subject.name)}`
    : `${subject.kind}/${subject.name}`;
}
