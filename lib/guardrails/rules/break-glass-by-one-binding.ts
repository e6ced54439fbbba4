import { BREAK_GLASS } from "../criteria/break-glass";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

/** Bindings of the group and of the role for emergencies; also a team's own. */
export const BREAK_GLASS_BY_ONE_BINDING: Rule<"role-binding"> = {
  id: "break-glass-by-one-binding",
  title: "Whoever breaks glass holds one role by one binding, and nobody else holds that role.",
  why: "Deleting the binding must end every session; a second one leaves it open, and another subject holds for good what is meant for an hour.",
  fix: `Leave the ClusterRoleBinding ${BREAK_GLASS} to the library, and give people who need more each day a persona under access.`,
  controls: ["CIS-1.12 5.1.7", "NIST-800-53r5 AC-2(2)", "NIST-800-53r5 AC-6"],
  judges: "role-binding",
  reach: "exposure",
  promise: 4,
  judge({ bindingKind, name, role, subjects }) {
    const ofRole = role.endsWith(`/${BREAK_GLASS}`);
    const ofGroup = subjects.some((subject) => subject.name === BREAK_GLASS);
    if (!ofRole && !ofGroup && name !== BREAK_GLASS)
      return notApplicable("it binds neither the role nor the group for emergencies");
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (bindingKind !== "ClusterRoleBinding" || name !== BREAK_GLASS)
      fault(
        "metadata.name",
        `${bindingKind} ${name}`,
        `another binding than ${BREAK_GLASS} stays when that one is deleted`,
      );
    if (role !== `ClusterRole/${BREAK_GLASS}`)
      fault("roleRef", role, "the group for emergencies holds another role than its own");
    for (const subject of subjects.filter((one) => one.kind !== "Group" || one.name !== BREAK_GLASS))
      fault("subjects", `${subject.kind} ${subject.name}`, "it holds for good what is meant for an hour");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "the one binding", documents: manifests(binding()) },
      {
        name: "a binding of somebody else to something else",
        documents: manifests(
          binding({ metadata: { name: "team" }, roleRef: roleRef("view"), subjects: [group("oidc:dev")] }),
        ),
      },
    ],
    fail: [
      { name: "a second binding of the group", documents: manifests(binding({ metadata: { name: "more" } })) },
      {
        name: "another role for the group, in a namespace",
        documents: manifests({
          ...binding({ metadata: { name: "more", namespace: "payments" }, roleRef: roleRef("view") }),
          kind: "RoleBinding",
        }),
      },
      { name: "another role under the same name", documents: manifests(binding({ roleRef: roleRef("view") })) },
      {
        name: "somebody who holds the role each day",
        documents: manifests(binding({ subjects: [group(BREAK_GLASS), group("oidc:sre")] })),
      },
      {
        name: "an account of a program",
        documents: manifests(binding({ subjects: [{ kind: "ServiceAccount", name: "ci", namespace: "ci" }] })),
      },
      {
        name: "a user of the group's name",
        documents: manifests(binding({ subjects: [{ kind: "User", name: BREAK_GLASS }] })),
      },
    ],
  }),
};

function group(name: string): WrittenObject {
  return { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name };
}

function roleRef(name: string): WrittenObject {
  return { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name };
}

function binding(change: WrittenObject = {}): WrittenObject {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: BREAK_GLASS },
    roleRef: roleRef(BREAK_GLASS),
    subjects: [group(BREAK_GLASS)],
    ...change,
  };
}
