import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { isMasterKey } from "../criteria/dangerous-grants";

/** Groups and users that stand for everybody, or for whom nothing is asked. */
const EVERYBODY = [
  "system:anonymous",
  "system:authenticated",
  "system:masters",
  "system:serviceaccounts",
  "system:unauthenticated",
];

/** Built-in roles for people that hold secrets, pods and more. `view` does not. */
const MASTER_ROLES = ["admin", "cluster-admin", "edit", "kubeadm:cluster-admins"];

/** Kubernetes' own roles that grant nothing but what everybody who needs them may have. */
const HARMLESS_SYSTEM_ROLES = [
  "system:auth-delegator",
  "system:basic-user",
  "system:discovery",
  "system:monitoring",
  "system:public-info-viewer",
  "system:service-account-issuer-discovery",
];

/** Bindings that hand out a master key, or hand anything to everybody; also those of a team's own. */
export const NO_MASTER_BINDINGS: Rule<"role-binding"> = {
  id: "no-master-bindings",
  title: "Nobody is bound to a role that is as good as a master key, and nothing is bound to everybody.",
  why: "A permanent binding to such a role is one stolen token away from the whole cluster, and a binding to everybody needs no token.",
  fix: "Bind a role that names what is needed to a group of people with MFA, or to one service account.",
  controls: ["CIS-1.12 5.1.1", "CIS-1.12 5.1.7", "NIST-800-53r5 AC-6"],
  judges: "role-binding",
  reach: "exposure",
  promise: 4,
  judge(binding) {
    const [kind = "", ...rest] = binding.role.split("/");
    const name = rest.join("/");
    const faults: Fault[] = binding.subjects
      .filter((subject) => EVERYBODY.includes(subject.name) || subject.name.includes("*"))
      .map((subject) => ({
        at: "subjects",
        got: subject.name,
        message: `${subject.name} stands for everybody, or for a master`,
      }));
    const ofKubernetes = name.startsWith("system:") && !HARMLESS_SYSTEM_ROLES.includes(name);
    if (kind === "ClusterRole" && (MASTER_ROLES.includes(name) || ofKubernetes)) {
      faults.push({
        at: "roleRef",
        got: name,
        message: `the role ${name} is as good as a master key, or a part of Kubernetes itself`,
      });
    }
    if (binding.grants?.some(isMasterKey) === true) {
      faults.push({
        at: "roleRef",
        got: name,
        message: `the role ${name} of this document grants everything, or the means to take it`,
      });
    }
    return failOn(faults);
  },
  fixtures: {
    pass: [
      {
        name: "a group of people holds a role by name",
        documents: manifests(binding("ClusterRole", "portcullis:viewer", { kind: "Group", name: "oidc:dev" })),
      },
      {
        name: "a team's service account reads its own pods",
        documents: manifests(binding("ClusterRole", "view", { kind: "ServiceAccount", name: "ci", namespace: "team" })),
      },
    ],
    fail: [
      {
        name: "cluster-admin",
        documents: manifests(binding("ClusterRole", "cluster-admin", { kind: "Group", name: "oidc:sre" })),
      },
      {
        name: "the built-in edit, which reads secrets",
        documents: manifests(binding("ClusterRole", "edit", { kind: "User", name: "oidc:somebody" })),
      },
      {
        name: "the group of masters",
        documents: manifests(binding("ClusterRole", "view", { kind: "Group", name: "system:masters" })),
      },
      {
        name: "everybody who is logged in",
        documents: manifests(binding("ClusterRole", "view", { kind: "Group", name: "system:authenticated" })),
      },
      {
        name: "everybody who is not",
        documents: manifests(binding("ClusterRole", "view", { kind: "User", name: "system:anonymous" })),
      },
      {
        name: "a part of Kubernetes itself",
        documents: manifests(
          binding("ClusterRole", "system:controller:generic-garbage-collector", {
            kind: "User",
            name: "oidc:somebody",
          }),
        ),
      },
      {
        name: "a master key under another name",
        documents: manifests(
          {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: "helper" },
            rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
          },
          binding("ClusterRole", "helper", { kind: "ServiceAccount", name: "ci", namespace: "team" }),
        ),
      },
      {
        name: "the means to become one",
        documents: manifests(
          {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: "helper" },
            rules: [{ apiGroups: [""], resources: ["groups"], verbs: ["impersonate"] }],
          },
          binding("ClusterRole", "helper", { kind: "User", name: "oidc:somebody" }),
        ),
      },
    ],
  },
};

function binding(kind: string, name: string, subject: WrittenObject): WrittenObject {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "binding" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
    subjects: [subject],
  };
}
