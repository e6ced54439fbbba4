import { MASTERS, type Subject } from "../subject";
import { CLUSTER_ADMIN, type Identities } from "./identity";
import { comeTogether, type HeldPower, type Reached, type Technique, type Way } from "./technique";

/** The signer whose certificates are those of users; `kubernetes.io/*` in a rule means every signer of Kubernetes. */
const CLIENT_SIGNERS = ["kubernetes.io/kube-apiserver-client", "kubernetes.io/*"];

/** Who may act as others asks in their name. */
export const IMPERSONATE: Technique = (reached) => {
  const { identities } = reached;
  const users = reached.having("be-users").filter(everywhere);
  const accounts = reached.having("be-accounts");
  return [
    ...users.flatMap((power) => named(power, ofKind(all(identities, power), "User")).map(to(identities, [power]))),
    ...accounts.flatMap((power) => {
      const { names, namespace } = power;
      const some = names === undefined ? identities.leadingAccountsIn(namespace) : identities.accountsIn(namespace);
      return named(power, some).map(to(identities, [power]));
    }),
  ];
};

/** A group alone is not acted as: one request names a user and the group. */
export const IMPERSONATE_GROUPS: Technique = (reached) => {
  const { identities } = reached;
  const beside = [...reached.having("be-users").filter(everywhere), ...reached.having("be-accounts")];
  return reached
    .having("be-groups")
    .filter(everywhere)
    .flatMap((power) => {
      for (const user of beside) {
        const handOvers = comeTogether(reached, user, power, undefined);
        if (handOvers === undefined) continue;
        const groups = named(power, [{ kind: "Group", name: MASTERS }, ...ofKind(all(identities, power), "Group")]);
        return groups.map((group) => ({ ...to(identities, [power, user])(group), handOvers }));
      }
      return [];
    });
};

const everywhere = ({ namespace }: HeldPower) => namespace === undefined;

/** Of many those that matter, where a power is for all of them. */
function all(identities: Identities, { names }: HeldPower): readonly Subject[] {
  return names === undefined ? identities.leadingSubjects() : identities.policy.subjects;
}

function named({ names }: HeldPower, subjects: readonly Subject[]): readonly Subject[] {
  return names === undefined ? subjects : subjects.filter(({ name }) => names.includes(name));
}

function to(identities: Identities, by: readonly HeldPower[]): (subject: Subject) => Way {
  return (subject) => ({ by, to: subject.name === MASTERS ? CLUSTER_ADMIN : identities.actedAs(subject) });
}

/**
 * Constrained impersonation: who may be somebody, by the narrow verbs, asks in that name for what he may ask so. Nobody is a master
 * by it.
 */
export const IMPERSONATE_NARROWLY: Technique = (reached) => {
  const { identities } = reached;
  const users = reached.having("be-users-narrowly").filter(everywhere);
  const as = (by: readonly HeldPower[], mode: "user-info" | "serviceaccount", subjects: readonly Subject[]) =>
    subjects.flatMap((subject): readonly Way[] => {
      const holder = by[0]?.holder;
      const become = holder === undefined ? undefined : identities.actedAsNarrowly(subject, holder, mode);
      return become === undefined || become.powers.length === 0 ? [] : [{ by, to: become, provided: SINCE_1_36 }];
    });
  return [
    ...users.flatMap((power) => as([power], "user-info", named(power, ofKind(all(identities, power), "User")))),
    ...reached.having("be-accounts-narrowly").flatMap((power) => {
      const { names, namespace } = power;
      const some = names === undefined ? identities.leadingAccountsIn(namespace) : identities.accountsIn(namespace);
      return as([power], "serviceaccount", named(power, some));
    }),
    ...reached
      .having("be-groups-narrowly")
      .filter(everywhere)
      .flatMap((power) => {
        const user = users.find(({ holder }) => holder === power.holder);
        const groups = ofKind(all(identities, power), "Group").filter(({ name }) => name !== MASTERS);
        return user === undefined ? [] : as([power, user], "user-info", named(power, groups));
      }),
  ];
};

const SINCE_1_36 = "the API server is of Kubernetes 1.36 or newer, or has the gate ConstrainedImpersonation on";

/** Who may approve his own request for a certificate writes any name into it but that of the masters. */
export const APPROVE_CERTIFICATES: Technique = (reached) => {
  const [asking] = reached.having("ask-certificates").filter((one) => everywhere(one) && one.names === undefined);
  const speakers = reached
    .having("speak-for-signers")
    .filter(({ namespace }) => namespace === undefined)
    .filter(({ names }) => names === undefined || CLIENT_SIGNERS.some((signer) => names.includes(signer)));
  // The API server asks both of whoever approves.
  const [pair] = reached
    .having("approve-certificates")
    .filter(({ namespace }) => namespace === undefined)
    .flatMap((approving) =>
      speakers.flatMap((speaking) => {
        const handOvers = comeTogether(reached, speaking, approving, undefined);
        return handOvers === undefined ? [] : [{ approving, speaking, handOvers }];
      }),
    );
  if (asking === undefined || pair === undefined) return [];
  const { approving, speaking, handOvers } = pair;
  return reached.identities
    .leadingSubjects()
    .filter(({ name }) => name !== MASTERS)
    .map((subject) => ({ by: [asking, approving, speaking], to: reached.identities.of(subject), handOvers }));
};

/** Whatever anybody writes goes by a mutating webhook, pods and bindings of administrators too. */
export const CHANGE_WHAT_IS_WRITTEN: Technique = (reached: Reached) =>
  reached
    .having("change-what-is-written")
    .filter(({ namespace }) => namespace === undefined)
    .slice(0, 1)
    .map((power) => ({ by: [power], to: CLUSTER_ADMIN, provided: "somebody with more rights writes an object" }));

function ofKind(subjects: readonly Subject[], kind: Subject["kind"]): readonly Subject[] {
  return subjects.filter((subject) => subject.kind === kind);
}
