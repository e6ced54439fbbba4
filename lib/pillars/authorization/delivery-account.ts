import type { Manifest } from "../../plan/manifest";

/** The account that deliveries into a tenant act as. Public API. */
export const DELIVERY_ACCOUNT = "delivery";

const RBAC = "rbac.authorization.k8s.io";
const NAME = "portcullis:delivery";
const EVERY_VERB = ["get", "list", "watch", "create", "update", "patch", "delete"];

/** What a team's own manifests consist of. No Secret, no right, no bound: those are nobody's to deliver. */
const DELIVERED: readonly { readonly apiGroups: readonly string[]; readonly resources: readonly string[] }[] = [
  { apiGroups: [""], resources: ["configmaps", "persistentvolumeclaims", "serviceaccounts", "services"] },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets"] },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"] },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"] },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"] },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"] },
];

/**
 * The account as which Flux applies what was pulled for a tenant, and what it may do: the workloads of that namespace, with
 * their Services, settings and network policies, and nothing anywhere else. Whoever writes to the source holds no more than this. Pods that
 * are still to be seen by `wait` are read.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#role-based-access-control
 */
export function deliveryAccount(tenant: string): readonly Manifest[] {
  const made = (id: string, apiVersion: string, kind: string, name: string, rest: object): Manifest => ({
    id,
    pillar: "authorization",
    fields: ["delivery.deliveries"],
    object: { apiVersion, kind, metadata: { name, namespace: tenant }, ...rest },
  });
  return [
    made(`account-in-${tenant}`, "v1", "ServiceAccount", DELIVERY_ACCOUNT, { automountServiceAccountToken: false }),
    made(`role-in-${tenant}`, `${RBAC}/v1`, "Role", NAME, {
      rules: [
        ...DELIVERED.map((rule) => ({ ...rule, verbs: EVERY_VERB })),
        { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["apps"], resources: ["replicasets"], verbs: ["get", "list", "watch"] },
      ],
    }),
    made(`binding-in-${tenant}`, `${RBAC}/v1`, "RoleBinding", NAME, {
      roleRef: { apiGroup: RBAC, kind: "Role", name: NAME },
      subjects: [{ kind: "ServiceAccount", name: DELIVERY_ACCOUNT, namespace: tenant }],
    }),
  ];
}
