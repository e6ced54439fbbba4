import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { CERTIFICATE_APPROVER, isOfCertificates } from "../criteria/certificate-approval";
import { KUBELET_API } from "../criteria/kubelet-client";
import { masterKeysIn } from "../criteria/master-keys";

/** Users and groups of Kubernetes and kubeadm themselves: everybody, nobody, masters, machines, and all accounts of a namespace. */
const RESERVED = /^(system|kubeadm):/;

/** An account of a program, by the name of its user. */
const ACCOUNT = /^system:serviceaccount:[a-z0-9.-]+:[a-z0-9.-]+$/;

const EVERY_VERB = ["get", "list", "watch", "create", "update", "patch", "delete"];

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

/**
 * Bindings that hand out a master key, or hand anything to everybody; also those of a team's own. What a team grants within its
 * own namespaces is its own affair, as long as it is not everything there.
 */
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
      .filter((subject) => subject.name.includes("*") || (RESERVED.test(subject.name) && !isAccount(subject)))
      .map((subject) => ({
        at: "subjects",
        got: subject.name,
        message: `${subject.name} stands for everybody, for a master, or for a part of Kubernetes itself`,
      }));
    // Who holds the kubelets' API, `kubelet-client-alone` says.
    const ofKubernetes = name.startsWith("system:") && name !== KUBELET_API && !HARMLESS_SYSTEM_ROLES.includes(name);
    if (ofKubernetes || (kind === "ClusterRole" && MASTER_ROLES.includes(name))) {
      faults.push({
        at: "roleRef",
        got: name,
        message: `the role ${name} is as good as a master key, or a part of Kubernetes itself`,
      });
    }
    const reach = {
      clusterWide: binding.bindingKind === "ClusterRoleBinding" || binding.namespace.startsWith("kube-"),
      people: binding.subjects.some((subject) => !isAccount(subject)),
    };
    // Who else holds it, `certificate-approver-alone` says.
    const ofMachines =
      kind === "ClusterRole" &&
      isOfCertificates(name, binding.grants ?? []) &&
      binding.subjects.every((subject) => subject.kind === "Group" && subject.name === CERTIFICATE_APPROVER);
    const grants = ofMachines ? [] : (binding.grants ?? []);
    const keys = [...new Set(grants.flatMap((rule) => masterKeysIn(rule, reach)))];
    if (keys.length > 0) {
      faults.push({
        at: "roleRef",
        got: name,
        message: `the role ${name} grants everything here, or the means to take it: ${keys.join("; ")}`,
      });
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      {
        name: "a group of people holds a role by name",
        documents: manifests(binding("ClusterRole", "portcullis:viewer", { kind: "Group", name: "oidc:dev" })),
      },
      {
        name: "a team's service account reads its own pods",
        documents: manifests(binding("ClusterRole", "view", { kind: "ServiceAccount", name: "ci", namespace: "team" })),
      },
      {
        name: "people of a team work in their own namespace",
        documents: bound(
          { apiGroups: ["", "apps"], resources: ["pods", "configmaps", "deployments"], verbs: EVERY_VERB },
          ["oidc:dev", "team"],
        ),
      },
      {
        name: "people look at everything but secrets, everywhere",
        documents: bound({
          apiGroups: ["", "apps"],
          resources: ["pods", "nodes", "deployments"],
          verbs: ["get", "list"],
        }),
      },
      {
        name: "an operator's account keeps certificates in secrets",
        documents: manifests(
          role({ apiGroups: [""], resources: ["secrets"], verbs: ["get", "create", "update"] }),
          binding("ClusterRole", "helper", { kind: "ServiceAccount", name: "cert-manager", namespace: "certificates" }),
        ),
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
      ...["kubeadm:cluster-admins", "system:nodes", "system:serviceaccounts:payments"].map((name) => ({
        name: `the group ${name}`,
        documents: manifests(binding("ClusterRole", "view", { kind: "Group", name })),
      })),
      ...(
        [
          ["everything, spelled out", ["*"], ["*"], EVERY_VERB],
          ["everything of the groups that matter", ["", "apps", "rbac.authorization.k8s.io"], ["*"], EVERY_VERB],
          ["everything to read", ["*"], ["*"], ["get", "list", "watch"]],
          ["secrets to read", [""], ["secrets"], ["get", "list"]],
          ["pods to make", [""], ["pods"], ["create"]],
          ["workloads to change", ["apps"], ["deployments"], ["patch"]],
          ["commands in pods", [""], ["pods/exec"], ["create"]],
          ["commands in pods, by every resource's exec", [""], ["*/exec"], ["get"]],
          ["the kubelets' API", [""], ["nodes/proxy"], ["get"]],
          ["tokens of accounts", [""], ["serviceaccounts/token"], ["create"]],
          ["roles to give", ["rbac.authorization.k8s.io"], ["clusterrolebindings"], ["create"]],
          ["certificates to approve", ["certificates.k8s.io"], ["certificatesigningrequests/approval"], ["update"]],
          ["signers to act as", ["certificates.k8s.io"], ["signers"], ["approve"]],
          [
            "admission policies to delete",
            ["admissionregistration.k8s.io"],
            ["validatingadmissionpolicies"],
            ["delete"],
          ],
          ["webhooks to make", ["admissionregistration.k8s.io"], ["mutatingwebhookconfigurations"], ["create"]],
          ["parts of the API to take over", ["apiregistration.k8s.io"], ["apiservices"], ["create"]],
          [
            "somebody else to act as, in the narrow form",
            ["authentication.k8s.io"],
            ["users"],
            ["impersonate:user-info"],
          ],
          [
            "a machine to act as, in the narrow form",
            ["authentication.k8s.io"],
            ["nodes"],
            ["impersonate:arbitrary-node"],
          ],
        ] as const
      ).map(([name, apiGroups, resources, verbs]) => ({
        name: `people who get ${name}`,
        documents: bound({ apiGroups, resources, verbs }),
      })),
      ...["/debug/pprof/heap", "/logs", "*"].map((url) => ({
        name: `people who read ${url} of the API server`,
        documents: bound({ nonResourceURLs: [url], verbs: ["get"] }),
      })),
      {
        name: "secrets of Kubernetes' own namespace",
        documents: bound({ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }, ["oidc:dev", "kube-system"]),
      },
      {
        name: "everything in a namespace, spelled out",
        documents: bound({ apiGroups: [""], resources: ["*"], verbs: EVERY_VERB }, ["oidc:dev", "team"]),
      },
      {
        name: "an account that reads everything",
        documents: manifests(
          role({ apiGroups: ["*"], resources: ["*"], verbs: ["get", "list"] }),
          binding("ClusterRole", "helper", { kind: "User", name: "system:serviceaccount:team:ci" }),
        ),
      },
      {
        name: "the built-in view, to which a role beside it adds secrets",
        documents: manifests(
          {
            ...role({ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }),
            metadata: { name: "helper", labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } },
          },
          binding("ClusterRole", "view", { kind: "Group", name: "oidc:dev" }),
        ),
      },
      {
        name: "a role of Kubernetes' own namespace",
        documents: manifests({
          ...binding("Role", "system:controller:bootstrap-signer", { kind: "User", name: "oidc:somebody" }),
          kind: "RoleBinding",
          metadata: { name: "binding", namespace: "kube-system" },
        }),
      },
    ],
  }),
};

function isAccount({ kind, name }: { readonly kind: string; readonly name: string }): boolean {
  return kind === "ServiceAccount" || (kind === "User" && ACCOUNT.test(name));
}

/** A role with one rule, bound to a group; everywhere, or in a namespace. */
function bound(rule: WrittenObject, [group, namespace]: readonly [string, string?] = ["oidc:dev"]) {
  const everywhere = binding("ClusterRole", "helper", { kind: "Group", name: group });
  return manifests(
    role(rule),
    namespace === undefined
      ? everywhere
      : { ...everywhere, kind: "RoleBinding", metadata: { name: "binding", namespace } },
  );
}

function role(rule: WrittenObject): WrittenObject {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "helper" },
    rules: [rule],
  };
}

function binding(kind: string, name: string, subject: WrittenObject): WrittenObject {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "binding" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
    subjects: [subject],
  };
}
