import { type Escalation, objectName, post } from "../escalation";
import { policy, right } from "../layers";
import { ACCOUNT, made, NAMESPACE, SECRET, SYSTEM } from "./objects";

const SECRETS = `${NAMESPACE}/secrets`;

export const SECRET_ESCALATIONS: readonly Escalation[] = [
  { name: "a secret by its name", act: () => ({ path: `${SECRETS}/${SECRET}` }), layers: [right("get", "secrets")] },
  {
    name: "the list of secrets, which holds their texts",
    act: () => ({ path: SECRETS }),
    layers: [right("list", "secrets")],
  },
  {
    name: "a watch on secrets, which tells their texts",
    act: () => ({ path: `${SECRETS}?watch=true&timeoutSeconds=1` }),
    layers: [right("watch", "secrets")],
  },
  {
    name: "the secrets of kube-system",
    act: () => ({ path: `${SYSTEM}/secrets` }),
    layers: [right("list", "secrets")],
  },
  {
    name: "a token of a service account that never ends, in a Secret",
    act: (who) =>
      post(SECRETS, {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: objectName(who), annotations: { "kubernetes.io/service-account.name": ACCOUNT } },
        type: "kubernetes.io/service-account-token",
      }),
    undo: (who) => made(SECRETS, who),
    legitimate: () =>
      post(SECRETS, { apiVersion: "v1", kind: "Secret", metadata: { name: objectName("administrator") } }),
    layers: [right("create", "secrets"), policy("no-token-secrets")],
  },
];
