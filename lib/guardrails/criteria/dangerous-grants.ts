import type { PolicyRuleFact } from "../facts/role";

const WRITES = ["create", "update", "patch", "delete", "deletecollection"];
const MAKES = ["create", "update", "patch"];
const SIGNS = ["approve", "attest", "sign"];

/** Verbs by which one takes rights that one does not hold. */
const TAKES_RIGHTS = ["bind", "escalate", "impersonate"];

/** Paths of the API server that say what it is and whether it is well. */
const PATHS_FOR_ANYBODY = ["/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];

/**
 * What the account of a delivery writes in its own namespace: a team's workloads, with what they are reached by. The pods that come of
 * it can run as an account of that namespace alone, where it holds the strongest rights itself.
 */
const DELIVERED = ["cronjobs", "deployments", "jobs", "networkpolicies", "services", "statefulsets"];

/** What must not be done with which resources, with the reason. Verbs left out mean any. */
const DANGEROUS: readonly {
  readonly resources: readonly string[];
  readonly verbs?: readonly string[];
  readonly why: string;
}[] = [
  { resources: ["secrets"], why: "reading or writing secrets takes over whatever they open" },
  {
    resources: ["nodes/proxy", "pods/proxy", "services/proxy"],
    why: "a proxy reaches kubelets and pods past authorization and records",
  },
  {
    resources: ["pods/attach", "pods/ephemeralcontainers", "pods/exec", "pods/portforward"],
    why: "it runs commands in pods, with their rights",
  },
  { resources: ["serviceaccounts/token"], why: "it makes tokens of any service account" },
  {
    resources: [
      "cronjobs",
      "daemonsets",
      "deployments",
      "jobs",
      "pods",
      "podtemplates",
      "replicasets",
      "replicationcontrollers",
      "statefulsets",
    ],
    verbs: MAKES,
    why: "whoever makes pods mounts any secret and runs as any service account",
  },
  {
    resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
    verbs: WRITES,
    why: "it changes who holds which rights",
  },
  {
    resources: [
      ...["mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations"],
      ...["validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations"],
    ],
    verbs: WRITES,
    why: "it changes what admission lets through",
  },
  { resources: ["apiservices", "customresourcedefinitions"], verbs: WRITES, why: "it takes over parts of the API" },
  {
    resources: [
      "certificatesigningrequests",
      "certificatesigningrequests/approval",
      "certificatesigningrequests/status",
    ],
    verbs: WRITES,
    why: "it makes client certificates",
  },
  { resources: ["signers"], verbs: SIGNS, why: "it makes client certificates" },
  {
    resources: ["namespaces", "nodes", "persistentvolumes"],
    verbs: WRITES,
    why: "it loosens namespaces, vouches for machines or mounts their disks",
  },
  {
    resources: ["bindings", "limitranges", "nodes/status", "pods/binding", "resourcequotas"],
    verbs: WRITES,
    why: "it lifts bounds of tenants, or puts pods past the scheduler",
  },
  {
    resources: ["endpoints", "endpointslices", "ingresses", "networkpolicies", "services"],
    verbs: WRITES,
    why: "it sends traffic elsewhere",
  },
];

/**
 * Why a rule of a role grants more than a persona may hold: every reason.
 *
 * @param heldInside whether service accounts of the role's own namespace hold it, and nobody else
 */
export function dangersOf(rule: PolicyRuleFact, heldInside = false): readonly string[] {
  const { apiGroups, resources, verbs, nonResourceUrls } = rule;
  const wildcards = [
    ...(verbs.includes("*") ? ["every verb, also those to come"] : []),
    ...(resources.some((name) => name.includes("*")) ? ["every resource, also those to come"] : []),
    ...(apiGroups.includes("*") ? ["every API group, also those to come"] : []),
    ...(nonResourceUrls.some((url) => url.includes("*")) ? ["every path"] : []),
    ...nonResourceUrls
      .filter((url) => !url.includes("*") && !PATHS_FOR_ANYBODY.includes(url))
      .map((url) => `${url} shows the insides of the API server`),
  ];
  const taken = verbs
    .filter((verb) => TAKES_RIGHTS.some((taking) => verb === taking || verb.startsWith(`${taking}:`)))
    .map((verb) => `${verb} takes rights that one does not hold`);
  const dangerous = DANGEROUS.flatMap((danger) =>
    resources
      .filter((name) => danger.resources.includes(name) && !(heldInside && DELIVERED.includes(name)))
      .filter(
        () => danger.verbs === undefined || verbs.includes("*") || verbs.some((verb) => danger.verbs?.includes(verb)),
      )
      .map((name) => `${verbs.join(", ")} ${name}: ${danger.why}`),
  );
  // What a team's own controllers do for whoever writes their objects, nobody has judged.
  const foreign = apiGroups
    .filter((group) => group.includes(".") && !group.endsWith(".k8s.io"))
    .filter(() => verbs.some((verb) => WRITES.includes(verb)))
    .map(
      (group) => `${verbs.join(", ")} objects of ${group}: its controllers may act on them with rights of their own`,
    );
  return [...wildcards, ...taken, ...dangerous, ...foreign];
}
