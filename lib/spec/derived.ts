import type { AccessSpec } from "./cluster-spec";
import type { SubjectInput } from "./access-spec";
import { secondsOf } from "./instant";
import { formatAddress, rangeOf } from "./network-range";
import type { OwnPersonaInput } from "./own-persona-spec";
import { ownPersonaFacts, PERSONA_FACTS, PERSONAS, personaWord } from "./persona-facts";

/**
 * What the cluster puts before the users and groups of a method, so that no claim and no certificate can name a user
 * or group of another method or of Kubernetes itself. Before those of the authenticating proxy it is the proxy that must put it.
 */
export const METHOD_PREFIXES = {
  oidc: "oidc:",
  "client-certificate": "cert:",
  "authenticating-proxy": "proxy:",
} as const;

/**
 * What stands before the users and groups of one provider of OpenID Connect. A name holds no colon, so no prefix is the beginning of
 * another and no claim completes one to another.
 */
export function oidcPrefix(provider: string | undefined): string {
  return provider === undefined ? METHOD_PREFIXES.oidc : `oidc-${provider}:`;
}

/** A subject as RBAC bindings name it. */
export type RbacSubject =
  | { readonly kind: "Group" | "User"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

/** A persona, and who holds it where. The namespaces are empty for a persona of the whole cluster. */
export interface RbacGrant {
  /** In one word: `viewer`, `own:release`, `machine:metrics`. */
  readonly persona: string;
  readonly reach: "namespaces" | "cluster";
  readonly subject: RbacSubject;
  readonly namespaces: readonly string[];
  /** When it ends, in seconds since 1970; undefined for one that holds for good. */
  readonly until: number | undefined;
}

/** The Kubernetes group into which an access entry of Amazon EKS puts the IAM roles that hold a persona. */
export function personaGroup(persona: string): string {
  return `portcullis:${persona}`;
}

/**
 * The group of whoever is let in by breaking glass, and the name of its role and of its one binding. No method of logging in
 * can give it: their names carry other prefixes.
 */
export const BREAK_GLASS = "portcullis:break-glass";

/** The group of the API server where it asks kubelets, and the name of what grants it. */
export const KUBELET_CLIENT = "portcullis:kubelet-client";

/** The group of what decides on requests for certificates, and the name of what it may do. */
export const CERTIFICATE_APPROVER = "portcullis:certificate-approver";

/** The name of what people hold who may ask for a client certificate. */
export const CERTIFICATE_ASKER = "portcullis:certificate-asker";

/**
 * The label of a binding that ends, with the second at which it does: `portcullis.dev/until: "1796148000"`. Public API: the timer on the
 * machines takes away every binding that has it and whose second is past, whoever made it.
 */
export const UNTIL_LABEL = "portcullis.dev/until";

/** The key of an attribute, both of people and of namespaces. Public API. */
export function attributeKey(name: string): string {
  return `attributes.portcullis.dev/${name}`;
}

/** The RBAC subject behind somebody who holds a persona. */
export function rbacSubjectOf(who: SubjectInput, persona: string): RbacSubject {
  switch (who.method) {
    case "oidc": {
      const prefix = oidcPrefix(who.provider);
      return "user" in who
        ? { kind: "User", name: `${prefix}${who.user}` }
        : { kind: "Group", name: `${prefix}${who.group}` };
    }
    case "client-certificate":
    case "authenticating-proxy":
      return "user" in who
        ? { kind: "User", name: `${METHOD_PREFIXES[who.method]}${who.user}` }
        : { kind: "Group", name: `${METHOD_PREFIXES[who.method]}${who.group}` };
    case "aws-iam":
      return { kind: "Group", name: personaGroup(persona) };
    case "service-account":
      return { kind: "ServiceAccount", name: who.name, namespace: who.namespace };
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
export function rbacSubjectsOf(
  access: readonly AccessSpec[],
  own: readonly OwnPersonaInput[] = [],
): readonly RbacGrant[] {
  const order = personaWords(own);
  const grants = new Map<string, RbacGrant>();
  for (const { who, persona, namespaces, until: instant } of access) {
    const word = personaWord(persona, own);
    const subject = rbacSubjectOf(who, word);
    const until = instant === undefined ? undefined : secondsOf(instant);
    const key = JSON.stringify([String(order.indexOf(word)).padStart(4, "0"), subjectKey(subject), until ?? 0]);
    const together = new Set([...(grants.get(key)?.namespaces ?? []), ...namespaces]);
    const reach = reachOf(persona, own);
    grants.set(key, { persona: word, reach, subject, namespaces: [...together].sort(), until });
  }
  return [...grants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}

/** By what subjects are told apart and put in order: users and groups of one name are two, as are accounts of two namespaces. */
export function subjectKey(subject: RbacSubject): string {
  return [subject.name, subject.kind, ...("namespace" in subject ? [subject.namespace] : [])].join("\n");
}

function reachOf(persona: AccessSpec["persona"], own: readonly OwnPersonaInput[]): RbacGrant["reach"] {
  if (typeof persona === "string") return PERSONA_FACTS[persona].reach;
  const declared = own.find(({ name }) => name === persona.own);
  // Nobody is bound everywhere by a name that nobody declared.
  return declared === undefined ? "namespaces" : ownPersonaFacts(declared).reach;
}

/** Every persona in one word, in the order in which they are written: the library's, then one's own by name. */
function personaWords(own: readonly OwnPersonaInput[]): readonly string[] {
  return [...PERSONAS, ...own.map(({ name }) => personaWord({ own: name }, own)).sort()];
}

/** The personas that somebody holds, in one word each and in the order in which they are written. */
export function personasInUse(access: readonly AccessSpec[], own: readonly OwnPersonaInput[] = []): readonly string[] {
  const held = access.map(({ persona }) => personaWord(persona, own));
  return personaWords(own).filter((persona) => held.includes(persona));
}

/**
 * The issuer of the service-account tokens of a cluster on one's own machines. No identity provider may have the same: the API server
 * would not start.
 */
export function serviceAccountIssuer(apiServerName: string): string {
  return `https://${apiServerName}:6443`;
}

/** Where Amazon EKS answers for names: the tenth address of the range of Services. */
export function dnsAddressOf(serviceRange: string): string {
  const range = rangeOf(serviceRange);
  return formatAddress(range.family, range.first + 10n);
}
