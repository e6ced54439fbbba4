import type { AccessSpec } from "./cluster-spec";
import type { Persona, SubjectInput } from "./access-spec";

/**
 * What the cluster puts before the users and groups of a method, so that no claim and no certificate can name a user
 * or group of another method or of Kubernetes itself.
 */
export const METHOD_PREFIXES = { oidc: "oidc:", "client-certificate": "cert:" } as const;

/** A subject as RBAC bindings name it. */
export interface RbacSubject {
  readonly kind: "Group";
  readonly name: string;
}

/** A persona, and who holds it where. The namespaces are empty for a persona of the whole cluster. */
export interface RbacGrant {
  readonly persona: Persona;
  readonly subject: RbacSubject;
  readonly namespaces: readonly string[];
}

/** All personas, in the order in which they are written. */
export const PERSONAS: readonly Persona[] = ["viewer", "recovery"];

/** The Kubernetes group into which an access entry of Amazon EKS puts the IAM roles that hold a persona. */
export function personaGroup(persona: Persona): string {
  return `portcullis:${persona}`;
}

/** The RBAC subject behind somebody who holds a persona. */
export function rbacSubjectOf(who: SubjectInput, persona: Persona): RbacSubject {
  switch (who.method) {
    case "oidc":
    case "client-certificate":
      return { kind: "Group", name: `${METHOD_PREFIXES[who.method]}${who.group}` };
    case "aws-iam":
      return { kind: "Group", name: personaGroup(persona) };
    default: {
      const unforeseen: never = who;
      throw new Error(`there is no such subject: ${JSON.stringify(unforeseen)}`);
    }
  }
}

/**
 * Who holds what, as RBAC says it: one grant for each subject and persona, sorted, so that the order of the description
 * changes nothing. IAM roles of one persona share its group and so become one grant.
 */
export function rbacSubjectsOf(access: readonly AccessSpec[]): readonly RbacGrant[] {
  const grants = new Map<string, RbacGrant>();
  for (const { who, persona, namespaces } of access) {
    const subject = rbacSubjectOf(who, persona);
    const key = JSON.stringify([PERSONAS.indexOf(persona), subject.name]);
    const together = new Set([...(grants.get(key)?.namespaces ?? []), ...namespaces]);
    grants.set(key, { persona, subject, namespaces: [...together].sort() });
  }
  return [...grants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}

/** The personas that somebody holds, in the order of `PERSONAS`. */
export function personasInUse(access: readonly AccessSpec[]): readonly Persona[] {
  return PERSONAS.filter((persona) => access.some((grant) => grant.persona === persona));
}

/**
 * The issuer of the service-account tokens of a cluster on one's own machines. No identity provider may have the same: the API server
 * would not start.
 */
export function serviceAccountIssuer(apiServerName: string): string {
  return `https://${apiServerName}:6443`;
}
