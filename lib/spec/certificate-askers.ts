import type { ClusterSpec } from "./cluster-spec";
import { type RbacSubject, rbacSubjectsOf } from "./derived";
import type { Persona } from "./access-spec";
import { PERSONA_FACTS, PERSONAS } from "./persona-facts";

/** Who may ask for a client certificate of a group. */
export interface CertificateAskers {
  /** The group of the certificate, with its prefix. */
  readonly group: string;
  /** Groups and users of the providers of OpenID Connect, with their prefixes, sorted. */
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/**
 * Which groups of certificates may be asked for, and by whom: by people who hold for good, everywhere and behind a second factor, a persona
 * that contains every right of the group. A certificate gives nobody what he does not hold.
 */
export function certificateAskers({
  access,
  personas,
}: Pick<ClusterSpec, "access" | "personas">): readonly CertificateAskers[] {
  const grants = rbacSubjectsOf(access, personas).filter(({ reach }) => reach === "cluster");
  const wanted = [
    ...new Set(
      grants
        .map(({ subject }) => subject)
        .filter(isCertificateGroup)
        .map(({ name }) => name),
    ),
  ];
  return wanted.sort().flatMap((group): readonly CertificateAskers[] => {
    const held = rbacSubjectsOf(access, personas).filter(({ subject }) => subject.name === group);
    const askers = grants
      .filter(({ subject, until }) => until === undefined && isOfProvider(subject))
      .filter(({ persona }) => held.every((grant) => contains(persona, grant.persona)))
      .map(({ subject }) => subject);
    const named = (kind: "Group" | "User") =>
      [...new Set(askers.filter((asker) => asker.kind === kind).map(({ name }) => name))].sort();
    return askers.length === 0 ? [] : [{ group, groups: named("Group"), users: named("User") }];
  });
}

function contains(persona: string, other: string): boolean {
  if (persona === other) return true;
  const facts = isBuiltIn(persona) ? PERSONA_FACTS[persona] : undefined;
  return facts?.contains.some((name) => name === other) ?? false;
}

function isBuiltIn(persona: string): persona is Persona {
  return PERSONAS.some((name) => name === persona);
}

/** Names of plain signs alone: they are compared with what openssl prints, which escapes others. */
function isCertificateGroup({ kind, name }: RbacSubject): boolean {
  return kind === "Group" && /^cert:[A-Za-z0-9._@:-]+$/.test(name);
}

function isOfProvider({ kind, name }: RbacSubject): boolean {
  return kind !== "ServiceAccount" && /^oidc(-[a-z0-9-]+)?:/.test(name);
}
