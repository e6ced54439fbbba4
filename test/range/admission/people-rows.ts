import { apply, connect, create, dryRun, mend, patch, remove, removeAll, replace, type Written } from "./acts";
import { debugContainer, deployment, pod, TENANT } from "./objects";
import type { Act, Case, Row, Who } from "./row";

const GLASS =
  "who breaks glass makes and changes nothing. Delete single pods or jobs, evict pods or scale workloads; for more, ask who holds root on the machines or the cluster's account.";
const PEOPLE =
  "people who write here must have the same as the labels of the namespace: attributes.portcullis.dev/department. Ask somebody who has it.";

const settings =
  (text: string) =>
  (name: string): Written => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: TENANT },
    data: { text },
  });
const [old, changed] = [settings("old"), settings("new")];
const idle = (name: string) => deployment(name, {}, TENANT, 0);
const scaled = (name: string): Act => patch(idle(name), { spec: { replicas: 0 } }, "/scale");
const evicted = (name: string): Act => ({
  path: `/api/v1/namespaces/${TENANT}/pods/${name}/eviction`,
  method: "POST",
  body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace: TENANT } },
});
const withPod = (name: string) => [create(pod(name))];
const withIdle = (name: string) => [create(idle(name))];
const withSettings = (name: string) => [create(old(name))];

const debugged = (name: string) =>
  mend(pod(name), { spec: { ephemeralContainers: [debugContainer()] } }, "/ephemeralcontainers");
const removedAll = (): Act => {
  const act = removeAll(old("any"));
  return { ...act, path: `${act.path}?dryRun=All` };
};

/** The same request by somebody who may not and by somebody who may. */
const asBoth = (
  as: Who,
  passesAs: Who,
  way: Case["way"],
  act: (name: string) => Act,
  before?: Case["before"],
): Case => ({
  way,
  as,
  passesAs,
  refused: act,
  passes: act,
  says: as === "glass" ? GLASS : PEOPLE,
  ...(before === undefined ? {} : { before }),
});

const glass = (way: Case["way"], act: (name: string) => Act, before?: Case["before"]) =>
  asBoth("glass", "administrator", way, act, before);
const person = (way: Case["way"], act: (name: string) => Act, before?: Case["before"]) =>
  asBoth("stranger", "person", way, act, before);

/** Whoever is let in hears that no machine runs the pod: there is no kubelet here. */
const entering = (as: Who, passesAs: Who, entered: string): Case => ({
  ...asBoth(as, passesAs, "connect", () => connect(pod(entered), "exec?command=id&stdout=true")),
  through: "does not have a host assigned",
});

/** Who asks decides, and not what is asked. The groups of these people were given more by RBAC than they ever should be. */
export const PEOPLE_ROWS: readonly Row[] = [
  {
    policy: "break-glass-makes-nothing",
    // It refuses the same to both, and an administrator holds the verb that it asks for.
    beside: ["no-entering-pods"],
    prepare: [create(pod("laboratory-glass"))],
    cases: [
      entering("glass", "administrator", "laboratory-glass"),
      glass("delete all", removedAll, withSettings),
      glass("ephemeral container", debugged, withPod),
      glass("create", (n) => create(old(n))),
      glass("dry run", (n) => dryRun(old(n))),
      glass("server-side apply", (n) => apply(old(n))),
      glass("patch", (n) => patch(old(n), { data: { text: "new" } }), withSettings),
      glass("update", (n) => replace(changed(n)), withSettings),
      glass("delete", (n) => remove(old(n)), withSettings),
      {
        way: "scale",
        of: "a workload's own fields instead",
        as: "glass",
        before: withIdle,
        refused: (n) => patch(idle(n), { spec: { replicas: 0, paused: true } }),
        passes: scaled,
        says: GLASS,
      },
      {
        way: "delete",
        of: "a pod passes",
        as: "glass",
        before: (n) => [...withPod(n), ...withSettings(n)],
        refused: (n) => remove(old(n)),
        passes: (n) => remove(pod(n)),
        says: GLASS,
      },
      {
        way: "create",
        of: "an eviction passes",
        as: "glass",
        before: withPod,
        refused: (n) => create(old(n)),
        passes: evicted,
        says: GLASS,
      },
    ],
  },
  {
    policy: "people-have-attributes",
    beside: ["no-entering-pods"],
    prepare: [create(pod("laboratory-asked"))],
    cases: [
      entering("stranger", "person", "laboratory-asked"),
      person("delete all", removedAll, withSettings),
      person("ephemeral container", debugged, withPod),
      person("create", (n) => create(old(n))),
      person("dry run", (n) => dryRun(old(n))),
      person("server-side apply", (n) => apply(old(n))),
      person("patch", (n) => patch(old(n), { data: { text: "new" } }), withSettings),
      person("update", (n) => replace(changed(n)), withSettings),
      person("delete", (n) => remove(old(n)), withSettings),
      person("scale", scaled, withIdle),
    ],
  },
];
