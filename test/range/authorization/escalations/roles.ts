import { type Escalation, objectName, patch, post } from "../escalation";
import { policy, right } from "../layers";
import { made, RBAC } from "./objects";

const GROUP = "rbac.authorization.k8s.io";
const NOT_HELD = "is attempting to grant RBAC permissions not currently held";
const IN_SYSTEM = `${RBAC}/namespaces/kube-system`;

const role = (kind: string, name: string, rule: object) => ({
  apiVersion: `${GROUP}/v1`,
  kind,
  metadata: { name: objectName(name) },
  rules: [rule],
});
const EVERYTHING = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
const SECRETS = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };

const binding = (kind: string, name: string, of: string) => ({
  apiVersion: `${GROUP}/v1`,
  kind,
  metadata: { name: objectName(name) },
  roleRef: { apiGroup: GROUP, kind: "ClusterRole", name: of },
  subjects: [{ apiGroup: GROUP, kind: "User", name: `laboratory:${name}` }],
});

export const ROLE_ESCALATIONS: readonly Escalation[] = [
  {
    name: "a role with everything",
    act: (who) => post(`${RBAC}/clusterroles`, role("ClusterRole", who, EVERYTHING)),
    undo: (who) => made(`${RBAC}/clusterroles`, who),
    legitimate: () => post(`${RBAC}/clusterroles`, role("ClusterRole", "administrator", SECRETS)),
    layers: [
      right("create", "clusterroles", GROUP),
      right("escalate", "clusterroles", GROUP, NOT_HELD),
      policy("no-powerful-roles"),
    ],
  },
  {
    name: "more in a role that is there",
    prepare: (who) => [post(`${RBAC}/clusterroles`, role("ClusterRole", who, { ...SECRETS, resourceNames: ["one"] }))],
    act: (who) => patch(`${RBAC}/clusterroles/${objectName(who)}`, { rules: [SECRETS] }),
    undo: (who) => made(`${RBAC}/clusterroles`, who),
    layers: [right("patch", "clusterroles", GROUP), right("escalate", "clusterroles", GROUP, NOT_HELD)],
  },
  {
    name: "the label by which a role is gathered into edit",
    prepare: (who) => [post(`${RBAC}/clusterroles`, role("ClusterRole", who, SECRETS))],
    act: (who) =>
      patch(`${RBAC}/clusterroles/${objectName(who)}`, {
        metadata: { labels: { [`${GROUP}/aggregate-to-edit`]: "true" } },
      }),
    undo: (who) => made(`${RBAC}/clusterroles`, who),
    layers: [right("patch", "clusterroles", GROUP), right("escalate", "clusterroles", GROUP, NOT_HELD)],
  },
  {
    name: "a binding to cluster-admin",
    act: (who) => post(`${RBAC}/clusterrolebindings`, binding("ClusterRoleBinding", who, "cluster-admin")),
    undo: (who) => made(`${RBAC}/clusterrolebindings`, who),
    legitimate: () => post(`${RBAC}/clusterrolebindings`, binding("ClusterRoleBinding", "administrator", "view")),
    layers: [
      right("create", "clusterrolebindings", GROUP),
      right("bind", "clusterroles", GROUP, NOT_HELD),
      policy("no-master-bindings"),
    ],
  },
  {
    name: "a binding in kube-system",
    act: (who) => post(`${IN_SYSTEM}/rolebindings`, binding("RoleBinding", who, "system:kube-scheduler")),
    undo: (who) => made(`${IN_SYSTEM}/rolebindings`, who),
    layers: [right("create", "rolebindings", GROUP), right("bind", "clusterroles", GROUP, NOT_HELD)],
  },
  {
    name: "a role in kube-system",
    act: (who) => post(`${IN_SYSTEM}/roles`, role("Role", who, SECRETS)),
    undo: (who) => made(`${IN_SYSTEM}/roles`, who),
    layers: [right("create", "roles", GROUP), right("escalate", "roles", GROUP, NOT_HELD)],
  },
];
