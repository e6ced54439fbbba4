import { describeBinding } from "../binding";
import type { ExpandedPolicy } from "../expanded-policy";
import type { AccessRequest } from "../request";
import { ruleAllows } from "../rule-allows";
import { describeSubject, MASTERS, requesterOf, type Subject } from "../subject";
import type { Question } from "./question";

/** What one subject may do of what was asked. */
export interface Answer {
  readonly subject: Subject;
  /** For people: `group oidc:dev`. */
  readonly who: string;
  /** `unknown`: nothing is seen to grant it, and no document says what a role grants that is bound to it. */
  readonly may: "yes" | "unknown" | "no";
  /** `everywhere`, or each namespace; with the names, where a right is bound to some. */
  readonly where: readonly string[];
  /** By which bindings and roles. */
  readonly by: readonly string[];
  /** Bindings of which nobody can see whether they grant it, or grant it in more places. */
  readonly unseen: readonly string[];
}

/**
 * Who of the subjects may do what is asked, and where. Without a namespace in the question every namespace is looked at; without a
 * name, rights to named objects are told with their names.
 */
export function answer(policy: ExpandedPolicy, subjects: readonly Subject[], { request }: Question): readonly Answer[] {
  return subjects.map((subject) => answerOf(policy, subject, request));
}

function answerOf(policy: ExpandedPolicy, subject: Subject, request: AccessRequest): Answer {
  const requester = requesterOf(subject);
  const who = describeSubject(subject);
  if (requester.groups.includes(MASTERS))
    return { subject, who, may: "yes", where: ["everywhere"], by: [`the group ${MASTERS}`], unseen: [] };
  const where = new Set<string>();
  const by: string[] = [];
  const unseen: string[] = [];
  const asked = "path" in request ? "" : request.namespace;
  for (const binding of policy.bindingsOf(requester)) {
    const isBounded = binding.kind === "RoleBinding";
    if (isBounded && ("path" in request || (asked !== "" && binding.namespace !== asked))) continue;
    const place = isBounded ? `in ${binding.namespace}` : asked === "" ? "everywhere" : `in ${asked}`;
    const role = policy.roleOf(binding);
    const source = `${describeBinding(binding)}, ${binding.role.kind} ${binding.role.name}`;
    const names = (role?.rules ?? []).flatMap((rule) => namesAllowed(rule, request));
    for (const name of names) where.add(name === "" ? place : `${place} named ${name}`);
    if (names.length > 0) by.push(source);
    else if (role === undefined || role.possible.some((rule) => namesAllowed(rule, request).length > 0))
      unseen.push(source);
  }
  const may = where.size > 0 ? "yes" : unseen.length > 0 ? "unknown" : "no";
  return { subject, who, may, where: without(where), by, unseen: where.has("everywhere") ? [] : unseen };
}

/** The names for which a rule allows a request, `""` standing for all; none where it does not. */
function namesAllowed(rule: Parameters<typeof ruleAllows>[0], request: AccessRequest): readonly string[] {
  if (ruleAllows(rule, request)) return [""];
  if ("path" in request || request.name !== "" || rule.resourceNames.length === 0) return [];
  // Nothing has a name yet when it is created.
  if (request.verb === "deletecollection" || (request.verb === "create" && request.subresource === "")) return [];
  return rule.resourceNames.filter((name) => ruleAllows(rule, { ...request, name }));
}

/** Places that others include are left out. */
function without(where: ReadonlySet<string>): readonly string[] {
  if (where.has("everywhere")) return ["everywhere"];
  return [...where].filter((place) => !place.includes(" named ") || !where.has(place.replace(/ named .*$/, ""))).sort();
}
