import type { Binding } from "../binding";
import { DEFAULT_SOURCE } from "../default-policy/default-policy";
import { AdminPaths } from "../escalation/find-path";
import { describeSubject, type Subject, subjectKey } from "../subject";
import type { RbacFinding } from "./finding";
import { type Linted, plainly, sourcesNaming } from "./linted";

/** What is found of whoever the bindings name: ways to everything, and what comes with making pods. */
export function findOfSubjects(all: Linted): readonly RbacFinding[] {
  const accountsIn = accountsOf(all);
  const paths = new AdminPaths(all.identities, all.subjects);
  return all.subjects.flatMap((subject) => [
    ...adminPath(all, paths, subject),
    ...throughPods(all, accountsIn, subject),
  ]);
}

function adminPath(all: Linted, paths: AdminPaths, subject: Subject): readonly RbacFinding[] {
  const path = paths.of(subject);
  if (path === undefined) return [];
  const end = path.certain ? "becomes cluster admin" : "may become cluster admin";
  const message = `${describeSubject(subject)} ${end} in ${path.length} ${path.length === 1 ? "step" : "steps"}`;
  return [
    { id: "path-to-cluster-admin", of: describeSubject(subject), sources: sourcesNaming(all, subject), message, path },
  ];
}

/** Accounts that a subject runs pods as, and what they hold that it does not hold itself. */
function throughPods(all: Linted, accountsIn: AccountsIn, subject: Subject): readonly RbacFinding[] {
  const one = all.identities.of(subject);
  if (one.master !== undefined) return [];
  const own = new Set(one.grants.map(({ binding }) => binding));
  // Who holds nothing that the subject does not hold is named by one of its own bindings.
  const alike = new Set([subjectKey(subject), ...[...own].flatMap(({ subjects }) => subjects.map(subjectKey))]);
  const places = new Map(
    one.powers.flatMap(({ kind, namespace, words }) => (kind === "make-pods" ? [[namespace, words] as const] : [])),
  );
  return [...places].flatMap(([namespace, words]) => {
    const { named, controllers } = accountsIn(namespace);
    const isGain = ({ key, bindings }: Account) =>
      !alike.has(key) || (key !== subjectKey(subject) && bindings.some((binding) => !own.has(binding)));
    const shown: string[] = [];
    for (const account of named) {
      if (shown.length === MOST_LISTED) break;
      if (isGain(account)) shown.push(account.words);
    }
    const rest = shown.length < MOST_LISTED ? 0 : named.filter(isGain).length - MOST_LISTED;
    if (shown.length === 0 && controllers === 0) return [];
    const gained = [
      ...shown,
      ...(rest > 0 ? [`${rest} more accounts`] : []),
      ...(controllers > 0 ? [`${controllers} accounts of Kubernetes' own in kube-system`] : []),
    ];
    const where = namespace ?? "every namespace";
    const message = `it may ${words} in ${where}, and so act as ${gained.join(", ")}`;
    return [{ id: "reach-through-pods", of: describeSubject(subject), sources: sourcesNaming(all, subject), message }];
  });
}

const MOST_LISTED = 8;

/** An account to which files grant something. */
interface Account {
  readonly key: string;
  /** With its roles, for people. */
  readonly words: string;
  readonly bindings: readonly Binding[];
}

/** The accounts of a namespace, or of all: those of files, and how many there are besides that every cluster has. */
type AccountsIn = (namespace: string | undefined) => {
  readonly named: readonly Account[];
  readonly controllers: number;
};

/** Looks every namespace up once, for many may make pods in it. */
function accountsOf({ identities }: Linted): AccountsIn {
  const known = new Map<string | undefined, ReturnType<AccountsIn>>();
  const look = (namespace: string | undefined) => {
    const named: Account[] = [];
    let controllers = 0;
    for (const account of identities.accountsIn(namespace)) {
      const bindings = [...new Set(identities.of(account).grants.map(({ binding }) => binding))];
      const written = bindings.filter(({ source }) => source !== DEFAULT_SOURCE);
      const roles = [...new Set(written.map(({ role }) => `${role.kind} ${role.name}`))].sort(plainly);
      if (roles.length > 0)
        named.push({
          key: subjectKey(account),
          words: `${describeSubject(account)} (${roles.join(", ")})`,
          bindings: written,
        });
      // What every account holds by a default is nothing to come by.
      else if (bindings.some(({ subjects }) => subjects.some(({ kind }) => kind === "ServiceAccount")))
        controllers += 1;
    }
    return { named, controllers };
  };
  return (namespace) => {
    const found = known.get(namespace) ?? look(namespace);
    known.set(namespace, found);
    return found;
  };
}
