import type { HeldPower, Reached, Technique, Way } from "./technique";
import { both, NOWHERE } from "./place";
import { CLUSTER_ADMIN } from "./identity";

/** Whoever makes pods in a namespace names the account as which they run. */
export const MAKE_PODS: Technique = (reached) =>
  reached.having("make-pods").flatMap((power) => accounts(reached, power));

/** Tokens of accounts, asked for by name. */
export const MAKE_TOKENS: Technique = (reached) =>
  reached.having("make-tokens").flatMap((power) => accounts(reached, power, { names: power.names }));

/** A secret of the type for tokens is filled with the token of the account that it names. */
export const MAKE_TOKEN_SECRETS: Technique = (reached) =>
  reached.having("make-secrets").flatMap((making) =>
    reached.having("read-secrets").flatMap((reading) => {
      const namespace = both(making.namespace, reading.namespace);
      if (namespace === NOWHERE) return [];
      const free = reading.names === undefined ? {} : { provided: "no secret of that name is there yet" };
      return accounts(reached, { ...making, namespace }, { by: [making, reading], ...free });
    }),
  );

export const READ_SECRETS: Technique = (reached) =>
  reached
    .having("read-secrets")
    .flatMap((power) => accounts(reached, power, { provided: "a secret there holds a token of it" }));

export const ENTER_PODS: Technique = (reached) =>
  [...reached.having("enter-pods"), ...reached.having("ask-kubelets")].flatMap((power) =>
    accounts(reached, power, { provided: "a pod there runs as it" }),
  );

/** A volume on a machine's own disk, mounted by a pod of one's own: Pod Security sees the claim alone. */
export const MOUNT_DISKS: Technique = (reached) => {
  const [making] = reached.having("make-volumes").filter(({ namespace }) => namespace === undefined);
  if (making === undefined) return [];
  for (const claiming of reached.having("claim-volumes"))
    for (const pods of reached.having("make-pods"))
      if (both(claiming.namespace, pods.namespace) !== NOWHERE)
        return [
          {
            by: [making, claiming, pods],
            to: CLUSTER_ADMIN,
            provided: "a pod may run on a machine whose disk holds credentials of the control plane",
          },
        ];
  return [];
};

function accounts(
  { identities }: Reached,
  power: HeldPower,
  further: {
    readonly names?: readonly string[] | undefined;
    readonly by?: readonly HeldPower[];
    readonly provided?: string;
  } = {},
): readonly Way[] {
  const { names, by = [power], provided } = further;
  const found =
    names === undefined
      ? identities.leadingAccountsIn(power.namespace)
      : identities.accountsIn(power.namespace).filter(({ name }) => names.includes(name));
  return found.map((account) => ({ by, to: identities.of(account), ...(provided !== undefined && { provided }) }));
}
