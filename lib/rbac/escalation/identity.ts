import { type Binding, bindingKey } from "../binding";
import { DEFAULT_SOURCE } from "../default-policy/default-policy";
import type { ExpandedPolicy } from "../expanded-policy";
import { type Grant, holdingsOf } from "../grant";
import type { PolicyRule } from "../policy-rule";
import { roleKey } from "../role";
import { hasOrAll } from "../rule-allows";
import { describeSubject, MASTERS, requesterOf, SERVICE_ACCOUNTS, type Subject, subjectKey } from "../subject";
import { grantsOnBehalf } from "./constrained-impersonation";
import { isAskedBesides, isToActAs, type Power, powerKey, powersIn } from "./power";

/** Somebody or something whose rights one can come by. */
export interface Identity {
  readonly key: string;
  /** For people: `service account kube-system/builder`. */
  readonly words: string;
  readonly grants: readonly Grant[];
  /** The bindings that name it, also to roles that grant nothing or are not there. */
  readonly bindings: readonly Binding[];
  readonly powers: readonly Power[];
  /** By what it holds everything everywhere; undefined where it does not. */
  readonly master: Binding | "masters" | "itself" | undefined;
}

/** What nothing is left out of. */
const EVERYTHING: PolicyRule = {
  apiGroups: ["*"],
  resources: ["*"],
  resourceNames: [],
  nonResourceUrls: [],
  verbs: ["*"],
};

/** The end of every path. */
export const CLUSTER_ADMIN: Identity = {
  key: "cluster admin",
  words: "everything in the cluster",
  grants: [],
  bindings: [],
  powers: [],
  master: "itself",
};

/** Whoever the bindings of a policy name, and what one becomes by handing oneself roles. Each is looked up once. */
export class Identities {
  private readonly known = new Map<string, Identity>();
  /** Service accounts by namespace that hold something. */
  private readonly accounts = new Map<string, readonly Subject[]>();
  private readonly leading = new Map<string, readonly Subject[]>();
  private leadingOfAll: readonly Subject[] | undefined;
  /** Whether anybody by a role of files may escalate one. */
  readonly isEscalated: boolean;

  constructor(readonly policy: ExpandedPolicy) {
    // The defaults have one who escalates; nobody comes by his roles.
    this.isEscalated = policy.policy.roles.some(
      ({ rules, source }) => source !== DEFAULT_SOURCE && rules.some(escalatesRoles),
    );
    const groups = policy.subjects.flatMap(({ kind, name }) => (kind === "Group" ? [name] : []));
    const byNamespace = new Map<string, Map<string, Subject>>();
    const add = (namespace: string, account: Subject) => {
      const there = byNamespace.get(namespace) ?? new Map<string, Subject>();
      byNamespace.set(namespace, there.set(account.name, account));
    };
    for (const subject of policy.subjects) if (subject.kind === "ServiceAccount") add(subject.namespace, subject);
    // What all accounts of a namespace hold, the one that every namespace has holds too.
    for (const group of groups.filter((name) => name.startsWith(`${SERVICE_ACCOUNTS}:`))) {
      const namespace = group.slice(SERVICE_ACCOUNTS.length + 1);
      add(namespace, { kind: "ServiceAccount", namespace, name: "default" });
    }
    if (groups.includes(SERVICE_ACCOUNTS)) {
      const { bindings, roles } = policy.policy;
      const namespaces = new Set(["default", ...[...bindings, ...roles].map(({ namespace }) => namespace)]);
      namespaces.delete("");
      for (const namespace of [...namespaces, ...byNamespace.keys()])
        add(namespace, { kind: "ServiceAccount", namespace, name: "default" });
    }
    for (const [namespace, there] of byNamespace) this.accounts.set(namespace, [...there.values()]);
  }

  of(subject: Subject): Identity {
    return this.remembered(subjectKey(subject), () => {
      const requester = requesterOf(subject);
      const { grants } = holdingsOf(this.policy, requester);
      const isMaster = requester.groups.includes(MASTERS);
      const bindings = this.policy.bindingsOf(requester);
      return identity(subjectKey(subject), describeSubject(subject), grants, isMaster, bindings);
    });
  }

  /** Somebody in whose name one asks. In one request nobody acts as somebody through a third. */
  actedAs(subject: Subject): Identity {
    const one = this.of(subject);
    if (one.master !== undefined) return one;
    const key = `as ${one.key}`;
    return this.remembered(key, () => ({ ...one, key, powers: one.powers.filter(({ kind }) => !isToActAs(kind)) }));
  }

  /**
   * Somebody in whose name one asks by constrained impersonation, as far as the requests go that the impersonator may make so.
   *
   * @param by who asks, with `impersonate-on:` and a mode before the verbs
   */
  actedAsNarrowly(subject: Subject, by: Identity, mode: "user-info" | "serviceaccount"): Identity {
    const one = this.of(subject);
    const key = `as ${one.key} by ${by.key}`;
    return this.remembered(key, () => {
      const held: readonly Grant[] =
        one.master === undefined || by.grants[0] === undefined
          ? one.grants
          : [{ rule: EVERYTHING, namespace: undefined, binding: by.grants[0].binding }];
      const grants = grantsOnBehalf(held, by.grants, mode);
      const words = `${one.words}, for what ${by.words} may do in that name`;
      const made = identity(key, words, grants, false);
      // What the API server asks besides the request itself, it asks of him in whose name that is made.
      const besides = powersIn(held).filter(({ kind }) => isAskedBesides(kind));
      const powers = [...made.powers.filter(({ kind }) => !isToActAs(kind) && !isAskedBesides(kind)), ...besides];
      return { ...made, powers };
    });
  }

  /** What the rules of a ClusterRole, or of a Role, grant to whoever binds it to himself. */
  holderOf(role: Binding["role"], namespace: string | undefined): Identity | undefined {
    const expanded = this.policy.roles.get(roleKey(role));
    if (expanded === undefined) return undefined;
    const where = namespace === undefined ? "everywhere" : `in ${namespace}`;
    const key = `role ${role.kind}/${role.namespace}/${role.name} ${where}`;
    return this.remembered(key, () => {
      const binding = madeOnTheWay(role, namespace);
      const rules = [...expanded.rules, ...expanded.possible];
      const grants = rules.map((rule): Grant => ({ rule, namespace, binding }));
      return identity(key, `what ${role.kind} ${role.name} grants ${where}`, grants, false);
    });
  }

  /** Everything in one namespace. */
  ownerOf(namespace: string): Identity {
    const key = `owner of ${namespace}`;
    return this.remembered(key, () => {
      const binding = madeOnTheWay({ kind: "ClusterRole", namespace: "", name: "with everything" }, namespace);
      return identity(key, `everything in ${namespace}`, [{ rule: EVERYTHING, namespace, binding }], false);
    });
  }

  /** The service accounts of a namespace that hold something, or of every one. */
  accountsIn(namespace: string | undefined): readonly Subject[] {
    return namespace === undefined ? [...this.accounts.values()].flat() : (this.accounts.get(namespace) ?? []);
  }

  /** Of the accounts of a namespace, or of all, one for each kind of what leads on; who is at the end already stands first. */
  leadingAccountsIn(namespace: string | undefined): readonly Subject[] {
    const known = this.leading.get(namespace ?? "") ?? this.leadingOf(this.accountsIn(namespace));
    this.leading.set(namespace ?? "", known);
    return known;
  }

  /** The same of everybody. */
  leadingSubjects(): readonly Subject[] {
    this.leadingOfAll ??= this.leadingOf(this.policy.subjects);
    return this.leadingOfAll;
  }

  /**
   * Among thousands who hold the same, the first stands for all: who has no power leads nowhere. By which roles somebody holds them,
   * or nothing, matters only where roles can be escalated.
   */
  private leadingOf(subjects: readonly Subject[]): readonly Subject[] {
    const kinds = new Map<string, Subject>();
    for (const subject of subjects) {
      const { master, powers, bindings } = this.of(subject);
      if (master === undefined && powers.length === 0 && !this.isEscalated) continue;
      const held = powers.map(powerKey);
      const roles = this.isEscalated ? bindings.map(bindingKey) : [];
      const parts = master === undefined ? [...new Set(held), ...new Set(roles)].sort() : ["master"];
      const key = [subject.kind, ...parts].join();
      if (!kinds.has(key)) kinds.set(key, subject);
    }
    const isMaster = (subject: Subject) => (this.of(subject).master === undefined ? 1 : 0);
    return [...kinds.values()].sort((a, b) => isMaster(a) - isMaster(b));
  }

  /** Every namespace that an account or a binding stands in. */
  namespaces(): readonly string[] {
    const bound = this.policy.policy.bindings.flatMap(({ namespace }) => (namespace === "" ? [] : [namespace]));
    return [...new Set([...this.accounts.keys(), ...bound])].sort();
  }

  private remembered(key: string, make: () => Identity): Identity {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }
}

/** Whether a rule lets escalate roles; who holds everything need not. */
function escalatesRoles({ verbs, resources, apiGroups }: PolicyRule): boolean {
  const isEverything = [verbs, resources, apiGroups].every((list) => list.includes("*"));
  const isOfRoles = hasOrAll(resources, "roles") || hasOrAll(resources, "clusterroles");
  return !isEverything && isOfRoles && hasOrAll(verbs, "escalate") && hasOrAll(apiGroups, "rbac.authorization.k8s.io");
}

/** By which one holds what one has bound to oneself, or written into a role. */
function madeOnTheWay(role: Binding["role"], namespace: string | undefined): Binding {
  const kind = namespace === undefined ? "ClusterRoleBinding" : "RoleBinding";
  return { kind, namespace: namespace ?? "", name: "(made on the way)", role, subjects: [], source: "" };
}

function identity(
  key: string,
  words: string,
  grants: readonly Grant[],
  isMaster: boolean,
  bindings: readonly Binding[] = [],
): Identity {
  const everything = grants.find(
    ({ rule, namespace }) =>
      namespace === undefined &&
      rule.resourceNames.length === 0 &&
      [rule.verbs, rule.apiGroups, rule.resources].every((list) => list.includes("*")),
  );
  return { key, words, grants, bindings, powers: powersIn(grants), master: isMaster ? "masters" : everything?.binding };
}
