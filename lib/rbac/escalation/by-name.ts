import { MASTERS, type Subject } from "../subject";
import { CLUSTER_ADMIN } from "./identity";
import { comeTogether, type HeldPower, type Reached, type Technique, type Way } from "./technique";

/** The signer whose certificates are those of users; `kubernetes.io/*` in a rule means every signer of Kubernetes. */
const CLIENT_SIGNERS = ["kubernetes.io/kube-apiserver-client", "kubernetes.io/*"];

/** Who may act as others asks in their name. A group alone is not acted as: a user must be named with it. */
export const IMPERSONATE: Technique = (reached) => {
  const { identities } = reached;
  const everywhere = (power: HeldPower) => power.namespace === undefined;
  const users = reached.having("be-users").filter(everywhere);
  const groups = reached.having("be-groups").filter(everywhere);
  const accounts = reached.having("be-accounts");
  // One request names the user and the group.
  const beside = (power: HeldPower) =>
    [...users, ...accounts].find((user) => comeTogether(reached, user, power, undefined));
  const named = (power: HeldPower, subjects: readonly Subject[], by: readonly HeldPower[]): readonly Way[] =>
    subjects
      .filter(({ name }) => power.names === undefined || power.names.includes(name))
      .map((subject) => ({ by, to: subject.name === MASTERS ? CLUSTER_ADMIN : identities.of(subject) }));
  const all = (power: HeldPower) =>
    power.names === undefined ? identities.leadingSubjects() : identities.policy.subjects;
  const accountsOf = ({ names, namespace }: HeldPower) =>
    names === undefined ? identities.leadingAccountsIn(namespace) : identities.accountsIn(namespace);
  return [
    ...users.flatMap((power) => named(power, ofKind(all(power), "User"), [power])),
    ...accounts.flatMap((power) => named(power, accountsOf(power), [power])),
    ...groups.flatMap((power) => {
      const anybody = beside(power);
      return anybody === undefined
        ? []
        : named(power, [{ kind: "Group", name: MASTERS }, ...ofKind(all(power), "Group")], [power, anybody]);
    }),
  ];
};

/** Who may approve his own request for a certificate writes any name into it but that of the masters. */
export const APPROVE_CERTIFICATES: Technique = (reached) => {
  const everywhere = ({ namespace, names }: HeldPower) => namespace === undefined && names === undefined;
  const [asking] = reached.having("ask-certificates").filter(everywhere);
  const speakers = reached
    .having("speak-for-signers")
    .filter(({ namespace }) => namespace === undefined)
    .filter(({ names }) => names === undefined || CLIENT_SIGNERS.some((signer) => names.includes(signer)));
  // The API server asks both of whoever approves.
  const [pair] = reached
    .having("approve-certificates")
    .filter(({ namespace }) => namespace === undefined)
    .flatMap((approving) =>
      speakers
        .filter((speaking) => comeTogether(reached, speaking, approving, undefined))
        .map((speaking) => ({ approving, speaking })),
    );
  if (asking === undefined || pair === undefined) return [];
  const { approving, speaking } = pair;
  return reached.identities
    .leadingSubjects()
    .filter(({ name }) => name !== MASTERS)
    .map((subject) => ({ by: [asking, approving, speaking], to: reached.identities.of(subject) }));
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
