import { DEFAULT_SOURCE } from "../default-policy/default-policy";
import { findPath } from "../escalation/find-path";
import { describeSubject, type Subject, subjectKey } from "../subject";
import type { RbacFinding } from "./finding";
import { type Linted, plainly, sourcesNaming } from "./linted";

/** What is found of whoever the bindings name: ways to everything, and what comes with making pods. */
export function findOfSubjects(all: Linted): readonly RbacFinding[] {
  return all.subjects.flatMap((subject) => [...adminPath(all, subject), ...throughPods(all, subject)]);
}

function adminPath(all: Linted, subject: Subject): readonly RbacFinding[] {
  const path = findPath(all.identities, subject);
  if (path === undefined) return [];
  const end = path.certain ? "becomes cluster admin" : "may become cluster admin";
  const message = `${describeSubject(subject)} ${end} in ${path.steps.length} ${path.steps.length === 1 ? "step" : "steps"}`;
  return [
    { id: "path-to-cluster-admin", of: describeSubject(subject), sources: sourcesNaming(all, subject), message, path },
  ];
}

/** Accounts that a subject runs pods as, and what they hold that it does not hold itself. */
function throughPods(all: Linted, subject: Subject): readonly RbacFinding[] {
  const one = all.identities.of(subject);
  if (one.master !== undefined) return [];
  const own = new Set(one.grants.map(({ binding }) => binding));
  const found = new Map<string, RbacFinding>();
  for (const { namespace, words } of one.powers.filter(({ kind }) => kind === "make-pods")) {
    const accounts = all.identities
      .accountsIn(namespace)
      .filter((account) => subjectKey(account) !== subjectKey(subject));
    let controllers = 0;
    const named = accounts.flatMap((account) => {
      const bindings = all.identities.of(account).grants.map(({ binding }) => binding);
      const further = bindings.filter((binding) => !own.has(binding));
      const written = further.filter(({ source }) => source !== DEFAULT_SOURCE);
      const roles = [...new Set(written.map(({ role }) => `${role.kind} ${role.name}`))].sort(plainly);
      if (roles.length > 0) return [`${describeSubject(account)} (${roles.join(", ")})`];
      // What every account holds by a default is nothing to come by.
      if (further.some(({ subjects }) => subjects.some(({ kind }) => kind === "ServiceAccount"))) controllers += 1;
      return [];
    });
    const gained = listed(named, controllers);
    if (gained === "") continue;
    const where = namespace ?? "every namespace";
    found.set(where, {
      id: "reach-through-pods",
      of: describeSubject(subject),
      sources: sourcesNaming(all, subject),
      message: `it may ${words} in ${where}, and so act as ${gained}`,
    });
  }
  return [...found.values()];
}

const MOST_LISTED = 8;

/** @param controllers how many accounts there are besides that every cluster has */
function listed(names: readonly string[], controllers: number): string {
  const more = names.length - MOST_LISTED;
  return [
    ...names.slice(0, MOST_LISTED),
    ...(more > 0 ? [`${more} more accounts`] : []),
    ...(controllers > 0 ? [`${controllers} accounts of Kubernetes' own in kube-system`] : []),
  ].join(", ");
}
