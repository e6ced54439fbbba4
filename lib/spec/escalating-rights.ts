const READS = ["get", "list", "watch"];
const DELETES = ["delete", "deletecollection"];
const EVERYTHING = ["create", "update", "patch", ...DELETES];

/** What may be written by a persona of one's own, by API group: everything else may not, so that what nobody has looked at is refused. */
const WRITABLE: { readonly [group: string]: { readonly [resource: string]: readonly string[] } } = {
  "": {
    configmaps: EVERYTHING,
    events: ["create", "update", "patch"],
    persistentvolumeclaims: EVERYTHING,
    pods: DELETES,
    "pods/eviction": ["create"],
    "replicationcontrollers/scale": ["update", "patch"],
  },
  apps: {
    daemonsets: DELETES,
    deployments: DELETES,
    "deployments/scale": ["update", "patch"],
    replicasets: DELETES,
    "replicasets/scale": ["update", "patch"],
    statefulsets: DELETES,
    "statefulsets/scale": ["update", "patch"],
  },
  autoscaling: { horizontalpodautoscalers: EVERYTHING },
  batch: { cronjobs: DELETES, jobs: DELETES },
  "coordination.k8s.io": { leases: EVERYTHING },
  "events.k8s.io": { events: ["create", "update", "patch"] },
  policy: { poddisruptionbudgets: EVERYTHING },
};

/** What may be written within namespaces but not in the whole cluster: in Kubernetes' own namespaces it steers the cluster. */
const WITHIN_NAMESPACES = ["configmaps", "leases", "persistentvolumeclaims"];

/** Sub-resources that only show something. */
const READABLE_PARTS = ["log", "scale", "status"];

const WORKLOADS = [
  ...["cronjobs", "daemonsets", "deployments", "jobs", "pods", "podtemplates"],
  ...["replicasets", "replicationcontrollers", "statefulsets"],
];

/** Why the best-known rights are refused; the rest is refused because nobody has looked at it. */
const REASONS: readonly { readonly of: readonly string[]; readonly why: string }[] = [
  { of: ["secrets"], why: "whoever reads or writes secrets takes over whatever they open" },
  {
    of: WORKLOADS,
    why: "whoever makes or changes pods mounts any secret and runs as any service account of the namespace",
  },
  {
    of: ["pods/attach", "pods/ephemeralcontainers", "pods/exec", "pods/portforward"],
    why: "it enters pods, and acts with their rights",
  },
  {
    of: ["nodes/proxy", "pods/proxy", "services/proxy"],
    why: "a proxy reaches kubelets and pods past authorization and records",
  },
  { of: ["serviceaccounts/token"], why: "it makes tokens of any service account" },
  { of: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"], why: "it changes who holds which rights" },
  {
    of: ["namespaces", "nodes", "nodes/status", "persistentvolumes", "pods/status"],
    why: "it loosens namespaces, vouches for machines or mounts their disks",
  },
  { of: ["limitranges", "resourcequotas"], why: "it lifts the bounds that neighbours rely on" },
  {
    of: ["endpoints", "endpointslices", "ingresses", "networkpolicies", "services"],
    why: "it sends traffic elsewhere, or lets it in",
  },
];

/** One right: a verb on a resource of an API group. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/** Why a persona of one's own may not hold a right; undefined when it may. Wildcards are refused before. */
export function escalates({ group, resource, verb }: Right, reach: "namespaces" | "cluster"): string | undefined {
  const [name = "", part] = resource.split("/");
  if (READS.includes(verb)) {
    if (name === "secrets") return reasonFor("secrets");
    return part === undefined || READABLE_PARTS.includes(part) ? undefined : reasonFor(resource);
  }
  const ofGroup = Object.hasOwn(WRITABLE, group) ? WRITABLE[group] : undefined;
  const verbs = ofGroup !== undefined && Object.hasOwn(ofGroup, resource) ? ofGroup[resource] : undefined;
  if (verbs?.includes(verb) !== true) return reasonFor(resource);
  return reach === "cluster" && WITHIN_NAMESPACES.includes(resource)
    ? "in Kubernetes' own namespaces it steers the cluster; give the persona the reach namespaces"
    : undefined;
}

function reasonFor(resource: string): string {
  const known = REASONS.find(({ of }) => of.includes(resource));
  return known?.why ?? "nobody has looked at what controllers and other objects do for whoever may do this";
}
