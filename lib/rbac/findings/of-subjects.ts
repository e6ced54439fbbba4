import { DEFAULT_SOURCE } from "../default-policy/default-policy";
import { AdminPaths } from "../escalation/find-path";
import type { Grant } from "../grant";
import { grouped } from "../grouped";
import { ruleText } from "../policy-rule";
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
  const places = new Map<string | undefined, string>();
  for (const { kind, namespace, words } of one.powers)
    if (kind === "make-pods" && !places.has(namespace)) places.set(namespace, words);
  if (places.size === 0) return [];
  const held = new Set(one.grants.map(grantText));
  const isGain = ({ grants, everywhere }: HeldBy) =>
    grants.some((grant, index) => !held.has(grant) && !held.has(everywhere[index] ?? grant));
  const alike = [...held].sort().join("\n");
  return [...places].flatMap(([namespace, words]) => {
    const { named, controllers, gainsOf } = accountsIn(namespace);
    // Many hold the same, and come by the same.
    const found = gainsOf.get(alike) ?? named.filter(({ by }) => by.some(isGain));
    gainsOf.set(alike, found);
    const gains = found.filter(({ key }) => key !== subjectKey(subject));
    if (gains.length === 0 && controllers === 0) return [];
    const rest = gains.length - MOST_LISTED;
    const gained = [
      ...gains.slice(0, MOST_LISTED).map((account) => {
        const roles = [...new Set(account.by.filter(isGain).map((each) => each.words))].sort(plainly);
        return `${account.words} (${roles.join(", ")})`;
      }),
      ...(rest > 0 ? [`${rest} more account${rest === 1 ? "" : "s"}`] : []),
      ...(controllers > 0 ? [`${controllers} accounts of Kubernetes' own in kube-system`] : []),
    ];
    const where = namespace ?? "every namespace";
    const message = `it may ${words} in ${where}, and so act as ${gained.join(", ")}`;
    return [{ id: "reach-through-pods", of: describeSubject(subject), sources: sourcesNaming(all, subject), message }];
  });
}

/** Equal for two grants of the same, in the same place. */
function grantText({ rule, namespace }: Pick<Grant, "rule" | "namespace">): string {
  return `${namespace ?? ""} ${ruleText(rule)}`;
}

const MOST_LISTED = 8;

/** An account to which files grant something. */
interface Account {
  readonly key: string;
  readonly words: string;
  readonly by: readonly HeldBy[];
}

/** What an account holds by one binding. */
interface HeldBy {
  /** The role and where it holds: `Role deployer in shop`. */
  readonly words: string;
  readonly grants: readonly string[];
  /** The same, were they held everywhere. */
  readonly everywhere: readonly string[];
}

/** The accounts of a namespace, or of all: those of files, and how many there are besides that every cluster has. */
type AccountsIn = (namespace: string | undefined) => {
  readonly named: readonly Account[];
  readonly controllers: number;
  /** Accounts by which somebody comes by more, for each set of what somebody holds. */
  readonly gainsOf: Map<string, readonly Account[]>;
};

/** Looks every namespace up once, for many may make pods in it. */
function accountsOf({ identities }: Linted): AccountsIn {
  const known = new Map<string | undefined, ReturnType<AccountsIn>>();
  const look = (namespace: string | undefined) => {
    const named: Account[] = [];
    let controllers = 0;
    for (const account of identities.accountsIn(namespace)) {
      const { grants } = identities.of(account);
      const bindings = grouped(grants, ({ binding }) => binding);
      const by = [...bindings].flatMap(([binding, some]): readonly HeldBy[] => {
        if (binding.source === DEFAULT_SOURCE) return [];
        const { role, kind, namespace: place } = binding;
        const words = `${role.kind} ${role.name} ${kind === "RoleBinding" ? `in ${place}` : "everywhere"}`;
        const everywhere = some.map(({ rule }) => grantText({ rule, namespace: undefined }));
        return [{ words, grants: some.map(grantText), everywhere }];
      });
      if (by.length > 0) named.push({ key: subjectKey(account), words: describeSubject(account), by });
      // What every account holds by a default is nothing to come by.
      else if ([...bindings.keys()].some(({ subjects }) => subjects.some(({ kind }) => kind === "ServiceAccount")))
        controllers += 1;
    }
    return { named, controllers, gainsOf: new Map() };
  };
  return (namespace) => {
    const found = known.get(namespace) ?? look(namespace);
    known.set(namespace, found);
    return found;
  };
}
