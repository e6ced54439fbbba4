import type { PolicyRuleFact } from "../facts/role";

const WRITES = ["create", "update", "patch", "delete", "deletecollection"];
const MAKES = ["create", "update", "patch"];
const SIGNS = ["approve", "attest", "sign"];

/** Verbs by which one takes rights that one does not hold. */
const TAKES_RIGHTS = ["bind", "escalate", "impersonate", "impersonate-on"];

/** Paths of the API server that say what it is and whether it is well. */
const PATHS_FOR_ANYBODY = ["/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];

/**
 * What the account of a delivery writes in its own namespace: a team's workloads, with what they are reached by. The pods that come of
 * it can run as an account of that namespace alone, where it holds the strongest rights itself.
 */
const DELIVERED = ["cronjobs", "deployments", "jobs", "networkpolicies", "services", "statefulsets"];

const RBAC = "rbac.authorization.k8s.io";
const CERTIFICATES = "certificates.k8s.io";

/** What gives its holder more than it says. */
export interface DangerousGrant {
  /** One word for reports, public API of `portcullis rbac`. */
  readonly id: string;
  /** The groups in which Kubernetes has the resources; the guard-rails refuse the same names in any group. */
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Left out: any. */
  readonly verbs?: readonly string[];
  readonly why: string;
}

/** What must not be done with which resources, with the reason. */
export const DANGEROUS_GRANTS: readonly DangerousGrant[] = [
  {
    id: "secrets",
    apiGroups: [""],
    resources: ["secrets"],
    why: "reading or writing secrets takes over whatever they open",
  },
  {
    id: "proxies",
    apiGroups: [""],
    resources: ["nodes/proxy", "pods/proxy", "services/proxy"],
    why: "a proxy reaches kubelets and pods past authorization and records",
  },
  {
    id: "entering-pods",
    apiGroups: [""],
    resources: ["pods/attach", "pods/ephemeralcontainers", "pods/exec", "pods/portforward"],
    why: "it runs commands in pods, with their rights",
  },
  {
    id: "account-tokens",
    apiGroups: [""],
    resources: ["serviceaccounts/token"],
    why: "it makes tokens of any service account",
  },
  {
    id: "pods",
    apiGroups: ["", "apps", "batch"],
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
    id: "roles",
    apiGroups: [RBAC],
    resources: ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
    verbs: WRITES,
    why: "it changes who holds which rights",
  },
  {
    id: "admission",
    apiGroups: ["admissionregistration.k8s.io"],
    resources: [
      ...["mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations"],
      ...["validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations"],
    ],
    verbs: WRITES,
    why: "it changes what admission lets through",
  },
  {
    id: "api-parts",
    apiGroups: ["apiextensions.k8s.io", "apiregistration.k8s.io"],
    resources: ["apiservices", "customresourcedefinitions"],
    verbs: WRITES,
    why: "it takes over parts of the API",
  },
  {
    id: "certificates",
    apiGroups: [CERTIFICATES],
    resources: [
      "certificatesigningrequests",
      "certificatesigningrequests/approval",
      "certificatesigningrequests/status",
    ],
    verbs: WRITES,
    why: "it makes client certificates",
  },
  {
    id: "signers",
    apiGroups: [CERTIFICATES],
    resources: ["signers"],
    verbs: SIGNS,
    why: "it makes client certificates",
  },
  {
    id: "machines-and-namespaces",
    apiGroups: [""],
    resources: ["namespaces", "nodes", "persistentvolumes"],
    verbs: WRITES,
    why: "it loosens namespaces, vouches for machines or mounts their disks",
  },
  {
    id: "bounds",
    apiGroups: [""],
    resources: ["bindings", "limitranges", "nodes/status", "pods/binding", "resourcequotas"],
    verbs: WRITES,
    why: "it lifts bounds of tenants, or puts pods past the scheduler",
  },
  {
    id: "traffic",
    apiGroups: ["", "discovery.k8s.io", "networking.k8s.io"],
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
  const dangerous = DANGEROUS_GRANTS.flatMap((danger) =>
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
