import type { Grant } from "../grant";
import { hasOrAll, resourceMatches } from "../rule-allows";

/** What a grant lets its holder do on the way to more rights. */
export type PowerKind = keyof typeof ASKED;

/** One power that somebody holds by one grant. */
export interface Power {
  readonly kind: PowerKind;
  /** In words, as the rule has it: `create pods`. */
  readonly words: string;
  /** The namespace that bounds it; undefined where it holds everywhere. */
  readonly namespace: string | undefined;
  /** The names that bound it; undefined where it holds for all. */
  readonly names: readonly string[] | undefined;
  readonly grant: Grant;
}

/** A right, as a rule would have to grant it. A verb that names no object is not granted by a rule that names some. */
interface Asked {
  readonly apiGroup: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const RBAC = "rbac.authorization.k8s.io";
const CERTIFICATES = "certificates.k8s.io";
const AUTHENTICATION = "authentication.k8s.io";
const MAKES = ["create", "update", "patch"];

const ASKED = {
  "make-pods": [
    { apiGroup: "", resources: ["pods"], verbs: ["create"] },
    { apiGroup: "apps", resources: ["deployments", "daemonsets", "statefulsets", "replicasets"], verbs: MAKES },
    { apiGroup: "batch", resources: ["jobs", "cronjobs"], verbs: MAKES },
    { apiGroup: "", resources: ["replicationcontrollers"], verbs: MAKES },
  ],
  "make-tokens": [{ apiGroup: "", resources: ["serviceaccounts/token"], verbs: ["create"] }],
  "enter-pods": [
    { apiGroup: "", resources: ["pods/exec", "pods/attach"], verbs: ["create"] },
    // Its image can be another.
    { apiGroup: "", resources: ["pods", "pods/ephemeralcontainers"], verbs: ["update", "patch"] },
  ],
  "ask-kubelets": [{ apiGroup: "", resources: ["nodes/proxy"], verbs: ["get", "create"] }],
  "read-secrets": [{ apiGroup: "", resources: ["secrets"], verbs: ["get", "list", "watch"] }],
  "make-secrets": [{ apiGroup: "", resources: ["secrets"], verbs: ["create"] }],
  "be-users": [{ apiGroup: "", resources: ["users"], verbs: ["impersonate"] }],
  "be-groups": [{ apiGroup: "", resources: ["groups"], verbs: ["impersonate"] }],
  "be-accounts": [{ apiGroup: "", resources: ["serviceaccounts"], verbs: ["impersonate"] }],
  "be-users-narrowly": [{ apiGroup: AUTHENTICATION, resources: ["users"], verbs: ["impersonate:user-info"] }],
  "be-groups-narrowly": [{ apiGroup: AUTHENTICATION, resources: ["groups"], verbs: ["impersonate:user-info"] }],
  "be-accounts-narrowly": [
    { apiGroup: AUTHENTICATION, resources: ["serviceaccounts"], verbs: ["impersonate:serviceaccount"] },
  ],
  "ask-certificates": [{ apiGroup: CERTIFICATES, resources: ["certificatesigningrequests"], verbs: ["create"] }],
  "approve-certificates": [
    { apiGroup: CERTIFICATES, resources: ["certificatesigningrequests/approval"], verbs: ["update", "patch"] },
  ],
  "speak-for-signers": [{ apiGroup: CERTIFICATES, resources: ["signers"], verbs: ["approve"] }],
  "bind-cluster-roles": [{ apiGroup: RBAC, resources: ["clusterroles"], verbs: ["bind"] }],
  "bind-roles": [{ apiGroup: RBAC, resources: ["roles"], verbs: ["bind"] }],
  "make-cluster-bindings": [{ apiGroup: RBAC, resources: ["clusterrolebindings"], verbs: MAKES }],
  "make-bindings": [{ apiGroup: RBAC, resources: ["rolebindings"], verbs: MAKES }],
  "escalate-cluster-roles": [{ apiGroup: RBAC, resources: ["clusterroles"], verbs: ["escalate"] }],
  "escalate-roles": [{ apiGroup: RBAC, resources: ["roles"], verbs: ["escalate"] }],
  "change-cluster-roles": [{ apiGroup: RBAC, resources: ["clusterroles"], verbs: ["update", "patch"] }],
  "change-roles": [{ apiGroup: RBAC, resources: ["roles"], verbs: ["update", "patch"] }],
  "make-cluster-roles": [{ apiGroup: RBAC, resources: ["clusterroles"], verbs: ["create"] }],
  "make-roles": [{ apiGroup: RBAC, resources: ["roles"], verbs: ["create"] }],
  "change-what-is-written": [
    {
      apiGroup: "admissionregistration.k8s.io",
      resources: ["mutatingwebhookconfigurations", "mutatingadmissionpolicies"],
      verbs: MAKES,
    },
  ],
  "make-volumes": [{ apiGroup: "", resources: ["persistentvolumes"], verbs: ["create"] }],
  "claim-volumes": [{ apiGroup: "", resources: ["persistentvolumeclaims"], verbs: ["create"] }],
} satisfies Readonly<Record<string, readonly Asked[]>>;

const KINDS = Object.keys(ASKED) as readonly PowerKind[];

/** The powers in what somebody holds: of every kind one for each grant that gives it. */
export function powersIn(grants: readonly Grant[]): readonly Power[] {
  return grants.flatMap((grant) => KINDS.flatMap((kind) => powerIn(kind, grant) ?? []));
}

function powerIn(kind: PowerKind, grant: Grant): Power | undefined {
  const { rule, namespace } = grant;
  const names = rule.resourceNames.length === 0 ? undefined : rule.resourceNames;
  for (const { apiGroup, resources, verbs } of ASKED[kind]) {
    if (!hasOrAll(rule.apiGroups, apiGroup)) continue;
    for (const full of resources) {
      const [resource = "", subresource = ""] = full.split("/");
      if (!rule.resources.some((written) => resourceMatches(written, resource, subresource))) continue;
      // Nothing has a name yet when it is created.
      const possible = verbs.filter((verb) => names === undefined || verb !== "create" || subresource !== "");
      const verb = possible.find((one) => hasOrAll(rule.verbs, one));
      if (verb !== undefined) return { kind, words: `${verb} ${full}`, namespace, names, grant };
    }
  }
  return undefined;
}

/** A text that is the same for two powers exactly when they let do the same. */
export function powerKey({ kind, namespace, names }: Power): string {
  return JSON.stringify([kind, namespace ?? null, names ?? null]);
}

/** Whether it is a right to act as somebody else. */
export function isToActAs(kind: PowerKind): boolean {
  return kind.startsWith("be-");
}

/** Whether it is asked of whoever makes another request, and no request by itself. */
export function isAskedBesides(kind: PowerKind): boolean {
  return kind.startsWith("bind-") || kind.startsWith("escalate-") || kind === "speak-for-signers";
}
