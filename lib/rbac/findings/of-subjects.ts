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
    const gained = accounts.flatMap((account) => {
      const bindings = all.identities.of(account).grants.map(({ binding }) => binding);
      const roles = new Set(
        bindings.filter((binding) => !own.has(binding)).map(({ role }) => `${role.kind} ${role.name}`),
      );
      return roles.size === 0 ? [] : [`${describeSubject(account)} (${[...roles].sort(plainly).join(", ")})`];
    });
    if (gained.length === 0) continue;
    const where = namespace ?? "every namespace";
    found.set(where, {
      id: "reach-through-pods",
      of: describeSubject(subject),
      sources: sourcesNaming(all, subject),
      message: `it may ${words} in ${where}, and so act as ${listed(gained)}`,
    });
  }
  return [...found.values()];
}

const MOST_LISTED = 8;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).join(", ");
  return names.length > MOST_LISTED ? `${shown} and ${names.length - MOST_LISTED} more` : shown;
}
