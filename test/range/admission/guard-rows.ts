import type { LaboratoryCluster } from "../laboratory/cluster";
import { apply, create, dryRun, patch, remove, removeAll, replace, type Written } from "./acts";
import { anotherTenant, type Content, container, deployment, pod, TENANT } from "./objects";
import type { Act, Case, Row } from "./row";

const guard = (kind: string, name: string, spec: object, namespace = TENANT): Written => ({
  apiVersion: kind === "NetworkPolicy" ? "networking.k8s.io/v1" : "v1",
  kind,
  metadata: { name, namespace },
  spec,
});

const ASK = "Ask the platform team to apply the manifests of the tenant again.";
/** What the API server says itself where there is no parameter. */
const NONE = "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction";

interface Guard {
  readonly policy: string;
  readonly kind: string;
  readonly name: string;
  /** A guard that bounds too little, and what is said of it. */
  readonly weak: object;
  readonly says: string;
}

const GUARDS: readonly Guard[] = [
  {
    policy: "quota-present",
    kind: "ResourceQuota",
    name: "tenant-quota",
    weak: { hard: { pods: "50" } },
    says: `the ResourceQuota tenant-quota does not bound pods, CPU and memory. ${ASK}`,
  },
  {
    policy: "default-limits-present",
    kind: "LimitRange",
    name: "tenant-limits",
    weak: { limits: [{ type: "Container", max: { cpu: "8" } }] },
    says: `the LimitRange tenant-limits gives containers no default limits. ${ASK}`,
  },
  {
    policy: "default-deny-present",
    kind: "NetworkPolicy",
    name: "default-deny",
    weak: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}] },
    says: `the NetworkPolicy default-deny does not deny both directions. ${ASK}`,
  },
];

/** Pods in a namespace with the tenant's labels that somebody made without one of its guards, or with a weak one. */
function present(plant: Pick<LaboratoryCluster, "manifests">, { policy, kind, name, weak, says }: Guard): Row {
  const [bare, loose] = [`without-${name}`, `weak-${name}`];
  const inNamespace = (namespace: string) => (pods: string) => pod(pods, {}, namespace);
  const without = anotherTenant(plant, bare).filter((one) => one.kind !== kind || one.metadata.name !== name);
  const loosened = anotherTenant(plant, loose).map((one) =>
    one.kind === kind && one.metadata.name === name ? { ...one, spec: weak } : one,
  );
  const cases = (namespace: string, of: string, words: string, status: number): readonly Case[] => [
    ...([create, dryRun, apply] as const).map((act): Case => {
      const way = act === create ? "create" : act === dryRun ? "dry run" : "server-side apply";
      const refused = (one: string) => act(inNamespace(namespace)(one));
      return { way, of, refused, passes: (one) => act(pod(one)), says: words, status };
    }),
    {
      way: "workload template",
      of,
      refused: (one) => create(deployment(one, {}, namespace)),
      passes: (one) => create(deployment(one)),
      says: words,
    },
  ];
  return {
    policy,
    namespaces: [without, loosened],
    cases: [...cases(bare, `no ${kind}`, NONE, 422), ...cases(loose, `a weak ${kind}`, says, 403).slice(0, 1)],
  };
}

const UNSTATED =
  "containers without requests and limits: quiet. State resources.requests and resources.limits, each with cpu and memory.";
const UNSTATED_FIRST = UNSTATED.replace("containers", "init containers").replace("quiet", "first");
/** Where a LimitRange would fill in what a pod leaves out, and is gone; and where no quota asks for it. */
const UNLIMITED = "without-anything";

function requestsAndLimits(plant: Pick<LaboratoryCluster, "manifests">): Row {
  const kinds = ["LimitRange", "ResourceQuota"];
  const stating = (change: Content) => (name: string) => pod(name, { containers: [container(change)] }, UNLIMITED);
  const [right, wrong] = [stating({}), stating({ resources: { requests: { cpu: "50m", memory: "32Mi" } } })];
  const first = (change: Content) => (name: string) =>
    pod(name, { initContainers: [container({ name: "first", ...change })] }, UNLIMITED);
  const template = (change: Content) => (name: string) =>
    create(deployment(name, { containers: [container(change)] }, UNLIMITED));
  return {
    policy: "requests-and-limits",
    beside: ["default-limits-present", "quota-present"],
    namespaces: [anotherTenant(plant, UNLIMITED).filter(({ kind }) => !kinds.includes(kind))],
    cases: [
      { way: "create", refused: (n) => create(wrong(n)), passes: (n) => create(right(n)), says: UNSTATED },
      { way: "dry run", refused: (n) => dryRun(wrong(n)), passes: (n) => dryRun(right(n)), says: UNSTATED },
      { way: "server-side apply", refused: (n) => apply(wrong(n)), passes: (n) => apply(right(n)), says: UNSTATED },
      {
        way: "init container",
        refused: (n) => create(first({ resources: {} })(n)),
        passes: (n) => create(first({})(n)),
        says: UNSTATED_FIRST,
      },
      { way: "workload template", refused: template({ resources: {} }), passes: template({}), says: UNSTATED },
    ],
  };
}

const STAYS =
  "the quota, the default limits and the default deny of a tenant stay. Ask the platform team to change the tenant's description";

/** A tenant that may write quotas, limits and network policies by RBAC. Each attempt has a namespace of its own to destroy. */
function guardsStay(): Row {
  const written = (kind: string, name: string) => guard(kind, name, {});
  const [quota, limits, deny] = GUARDS.map(({ kind, name }) => written(kind, name)) as [Written, Written, Written];
  const own = (name: string) => guard("ResourceQuota", name, { hard: { "count/deployments.apps": "1000" } });
  const raised = { spec: { hard: { pods: "121" } } };
  const before = (name: string): readonly Act[] => [create(own(name))];
  return {
    policy: "guards-stay",
    putBack: GUARDS.map(({ kind, name }) => [kind, name] as const),
    cases: [
      {
        way: "patch",
        as: "tenant",
        before,
        refused: () => patch(quota, raised),
        passes: (n) => patch(own(n), { spec: { hard: { "count/deployments.apps": "2000" } } }),
        says: STAYS,
      },
      {
        way: "patch",
        of: "the platform team's",
        as: "tenant",
        passesAs: "administrator",
        refused: () =>
          patch(limits, { spec: { limits: [{ type: "Container", default: { cpu: "1", memory: "1Gi" } }] } }),
        passes: () => patch(limits, { metadata: { labels: { laboratory: "seen" } } }),
        says: STAYS,
      },
      {
        way: "update",
        as: "tenant",
        before,
        refused: () => replace(guard("ResourceQuota", "tenant-quota", { hard: { pods: "122" } })),
        passes: (n) => replace(guard("ResourceQuota", n, { hard: { "count/deployments.apps": "3000" } })),
        says: STAYS,
      },
      {
        way: "server-side apply",
        as: "tenant",
        before,
        refused: () =>
          apply(guard("NetworkPolicy", "default-deny", { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] })),
        passes: (n) => apply(own(n)),
        says: STAYS,
      },
      {
        way: "dry run",
        as: "tenant",
        before,
        // The cases overtake each other, and another one deletes the default deny.
        refused: () => dry(remove(quota)),
        passes: (n) => dry(remove(own(n))),
        says: STAYS,
      },
      {
        way: "delete all",
        as: "tenant",
        before,
        refused: () => dry(removeAll(limits)),
        passes: (n) => dry(removeAll(own(n), `laboratory=${n}`)),
        says: STAYS,
      },
      {
        way: "delete",
        as: "tenant",
        before,
        refused: () => remove(deny),
        passes: (n) => remove(own(n)),
        says: STAYS,
      },
    ],
  };
}

const dry = (act: Act): Act => ({ ...act, path: `${act.path}${act.path.includes("?") ? "&" : "?"}dryRun=All` });

/** What holds a tenant's bounds in place. */
export function guardRows(plant: Pick<LaboratoryCluster, "manifests">): readonly Row[] {
  return [...GUARDS.map((one) => present(plant, one)), requestsAndLimits(plant), guardsStay()];
}
