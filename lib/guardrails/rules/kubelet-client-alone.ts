import { KUBELET_API, KUBELET_CLIENT } from "../criteria/kubelet-client";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

/** Bindings of the API server's group and of the role for the kubelets' API; also a team's own. */
export const KUBELET_CLIENT_ALONE: Rule<"role-binding"> = {
  id: "kubelet-client-alone",
  title: "The API server's group asks kubelets and does nothing else, and nobody else asks them.",
  why: "The kubelets' API runs commands in every pod past admission and past the API server's record.",
  fix: `Leave the ClusterRoleBinding ${KUBELET_CLIENT} to the library, and read logs and metrics by \`pods/log\` and \`nodes/metrics\`.`,
  controls: ["CIS-1.12 5.1.11", "NIST-800-53r5 AC-6"],
  judges: "role-binding",
  reach: "exposure",
  promise: 4,
  judge({ bindingKind, name, role, subjects }) {
    const isKubelets = role === `ClusterRole/${KUBELET_API}`;
    const isGroups = subjects.some((subject) => subject.name === KUBELET_CLIENT);
    if (!isKubelets && !isGroups && name !== KUBELET_CLIENT)
      return notApplicable("it binds neither the API server's group nor the kubelets' API");
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (bindingKind !== "ClusterRoleBinding" || name !== KUBELET_CLIENT)
      fault("metadata.name", `${bindingKind} ${name}`, `there is one binding for this, ${KUBELET_CLIENT}`);
    if (!isKubelets) fault("roleRef", role, `the API server's group holds another role than ${KUBELET_API}`);
    for (const subject of subjects.filter((one) => one.kind !== "Group" || one.name !== KUBELET_CLIENT))
      fault("subjects", `${subject.kind} ${subject.name}`, "it runs commands in every pod, past the record");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "the one binding", documents: manifests(binding()) }],
    fail: [
      { name: "a second binding of the role", documents: manifests(binding({ metadata: { name: "monitoring" } })) },
      {
        name: "somebody else who holds the role",
        documents: manifests(binding({ subjects: [group(KUBELET_CLIENT), group("oidc:sre")] })),
      },
      { name: "another role under the same name", documents: manifests(binding({ roleRef: roleRef("view") })) },
      {
        name: "another role for the group",
        documents: manifests(binding({ metadata: { name: "more" }, roleRef: roleRef("view") })),
      },
      {
        name: "the role in one namespace",
        documents: manifests(binding({ kind: "RoleBinding", metadata: { name: KUBELET_CLIENT, namespace: "team" } })),
      },
      {
        name: "a user of the group's name",
        documents: manifests(binding({ subjects: [{ kind: "User", name: KUBELET_CLIENT }] })),
      },
    ],
  }),
};

function group(name: string): WrittenObject {
  return { kind: "Group", name, apiGroup: "rbac.authorization.k8s.io" };
}

function roleRef(name: string): WrittenObject {
  return { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name };
}

function binding(change: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: KUBELET_CLIENT },
    roleRef: roleRef(KUBELET_API),
    subjects: [group(KUBELET_CLIENT)],
    ...change,
  };
}
