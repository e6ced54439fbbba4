import { connect, create, mend, type Written } from "./acts";
import { debugContainer, pod, TENANT } from "./objects";
import type { Case, Row } from "./row";

const SAYS =
  "nobody enters the pods of tenants. Find out by logs, metrics and a copy of the pod; in an emergency ask for the verb breakglass on this policy.";
const entered = pod("laboratory-entered");
const service: Written = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "laboratory-entered", namespace: TENANT },
  spec: { selector: { app: "nothing" }, ports: [{ port: 80 }] },
};

/** Whoever is let in hears that no machine runs the pod: there is no kubelet here. */
function entering(below: string, through: string, object = entered): Case {
  const act = () => connect(object, below);
  const what = `${object.kind}'s ${below.split("?")[0]}`;
  return {
    way: "connect",
    of: what,
    as: "tenant",
    passesAs: "administrator",
    refused: act,
    passes: act,
    says: SAYS,
    through,
  };
}

/** Nobody enters a pod, but for who holds the verb `breakglass`, as an administrator does. */
export const ENTERING_ROW: Row = {
  policy: "no-entering-pods",
  prepare: [create(entered), create(service)],
  cases: [
    entering("exec?command=id&stdout=true", "does not have a host assigned"),
    entering("attach?stdout=true", "does not have a host assigned"),
    entering("portforward?ports=80", "does not have a host assigned"),
    entering("proxy", "no endpoints", service),
    {
      way: "ephemeral container",
      as: "tenant",
      passesAs: "administrator",
      before: (name) => [create(pod(name))],
      refused: (name) => debug(name),
      passes: (name) => debug(name),
      says: SAYS,
    },
  ],
};

const debug = (name: string) =>
  mend(pod(name), { spec: { ephemeralContainers: [debugContainer()] } }, "/ephemeralcontainers");
