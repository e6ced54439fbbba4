import { WRITTEN_RESOURCES } from "./written";

/** A resource of Kubernetes' own API, or what is asked of authorization as if it were one. */
export interface ApiResource {
  readonly namespaced: boolean;
  /** Its sub-resources; undefined where anybody may ask for any. */
  readonly subresources: ReadonlySet<string> | undefined;
}

const LINE =
  /^(?<name>\S+) (?<place>in namespaces|of the cluster)(?:; also (?<also>[^;]+))?(?:; with (?<subs>[^;]+))?$/;

/** What is asked of authorization and is no resource of any API. */
const ASKED_ALONE: Readonly<Record<string, readonly string[]>> = {
  "": ["users of the cluster", "groups of the cluster"],
  "authentication.k8s.io": [
    ...["users", "groups", "uids", "userextras", "nodes"].map((name) => `${name} of the cluster`),
    "serviceaccounts in namespaces",
  ],
  "certificates.k8s.io": ["signers of the cluster"],
};

/** Sub-resources that authorization is asked about beside those of the API: by kubelets, by who signs, and of API servers of others. */
const ASKED_OF: Readonly<Record<string, readonly string[]>> = {
  certificatesigningrequests: ["nodeclient", "selfnodeclient", "selfnodeserver"],
  deployments: ["rollback"],
  endpoints: ["restricted"],
  endpointslices: ["restricted"],
  nodes: ["checkpoint", "configz", "healthz", "log", "metrics", "pods", "proxy", "spec", "stats", "status"],
};

interface Known {
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, ApiResource>>;
  /** The plural by every other name: `pod`, `po`. */
  readonly plurals: ReadonlyMap<string, string>;
}

let made: Known | undefined;

function known(): Known {
  made ??= read();
  return made;
}

function read(): Known {
  const groups = new Map<string, Map<string, ApiResource>>();
  const plurals = new Map<string, string>();
  for (const [group, lines] of [...Object.entries(WRITTEN_RESOURCES), ...Object.entries(ASKED_ALONE)]) {
    const resources = groups.get(group) ?? new Map<string, ApiResource>();
    groups.set(group, resources);
    for (const line of lines) {
      const { name = "", place, also = "", subs = "" } = LINE.exec(line)?.groups ?? {};
      for (const other of also.split(" ")) plurals.set(other, name);
      const all = [...subs.split(" ").filter((one) => one !== ""), ...(ASKED_OF[name] ?? [])];
      const subresources = name === "userextras" ? undefined : new Set(all);
      resources.set(name, { namespaced: place === "in namespaces", subresources });
    }
  }
  return { groups, plurals };
}

/** The API groups of Kubernetes; the core group is empty. */
export function kubernetesGroups(): readonly string[] {
  return [...known().groups.keys()];
}

/** The names of the resources in a group, or in all of them. */
export function resourcesIn(group?: string): readonly string[] {
  const { groups } = known();
  return group === undefined
    ? [...groups.values()].flatMap((some) => [...some.keys()])
    : [...(groups.get(group)?.keys() ?? [])];
}

export function apiResource(group: string, resource: string): ApiResource | undefined {
  return known().groups.get(group)?.get(resource);
}

/** The groups that have a resource. */
export function groupsWith(resource: string): readonly string[] {
  return [...known().groups].flatMap(([group, resources]) => (resources.has(resource) ? [group] : []));
}

/** The name in rules for another one of the same resource: `pods` for `pod` and `po`. */
export function pluralOf(name: string): string | undefined {
  return known().plurals.get(name);
}
