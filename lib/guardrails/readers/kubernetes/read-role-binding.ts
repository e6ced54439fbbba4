import type { RoleBindingFact } from "../../facts/role-binding";
import type { PolicyRuleFact, RoleFact } from "../../facts/role";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject, unjudged } from "./kubernetes-object";

/** Roles that every cluster has; rules know them by their names. */
const BUILT_IN = /^(view|edit|admin|cluster-admin|(system|kubeadm):.*)$/;

/** Reads a RoleBinding or ClusterRoleBinding, with what its role grants where `roles` holds it. */
export function readRoleBinding(
  object: ReadObject,
  roles: ReadonlyMap<string, RoleFact>,
): readonly (RoleBindingFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const fields = Fields.of(object.content, "", complaints).only(
    "apiVersion",
    "kind",
    "metadata",
    "roleRef",
    "subjects",
  );
  const roleRef = fields.fields("roleRef").only("apiGroup", "kind", "name");
  const roleKind = roleRef.text("kind") ?? "";
  const roleName = roleRef.text("name") ?? "";
  if (roleKind !== "Role" && roleKind !== "ClusterRole")
    complaints.push(`roleRef.kind is "${roleKind}", neither Role nor ClusterRole`);
  if (object.kind === "ClusterRoleBinding" && object.namespace !== "")
    complaints.push("metadata.namespace bounds nothing: a ClusterRoleBinding grants in every namespace");
  if (roleName === "") complaints.push("roleRef.name is missing");

  const binding: RoleBindingFact = {
    kind: "role-binding",
    place: object.place,
    ours: object.ours,
    bindingKind: object.kind === "RoleBinding" ? "RoleBinding" : "ClusterRoleBinding",
    name: object.name,
    namespace: object.namespace,
    role: `${roleKind}/${roleName}`,
    subjects: fields.list("subjects").map((subject) => {
      subject.only("kind", "name", "namespace", "apiGroup");
      return {
        kind: subject.text("kind") ?? "",
        name: subject.text("name") ?? "",
        namespace: subject.text("namespace") ?? "",
      };
    }),
    until: object.labels["portcullis.dev/until"],
    grants: grantsOf(roleKind, object.namespace, roleName, roles),
  };
  for (const [index, { kind, name }] of binding.subjects.entries()) {
    if (!["User", "Group", "ServiceAccount"].includes(kind) || name === "") {
      complaints.push(
        `subjects[${index}] is ${kind === "" ? "without a kind" : kind} "${name}", not a User, Group or ServiceAccount with a name`,
      );
    }
  }
  for (const name of [roleName, ...binding.subjects.map((subject) => subject.name)]) {
    // What looks like another name in every list and report was made to be taken for it.
    if (name !== name.trim() || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name))
      complaints.push(`${JSON.stringify(name)} has blanks around it, or signs that nobody sees`);
  }
  const shapes = complaints.length === 0 ? [] : [malformed(object.place, object.ours, complaints)];
  const unseen = whyUnseen(binding, roles);
  return [
    binding,
    ...shapes,
    ...(unseen === undefined ? [] : [unjudged(object.place, object.ours, `binding to the role ${roleName}`, unseen)]),
  ];
}

/** The rules of a role, with those that other roles add to it by their labels; undefined where no document holds any of them. */
function grantsOf(
  kind: string,
  namespace: string,
  name: string,
  roles: ReadonlyMap<string, RoleFact>,
): readonly PolicyRuleFact[] | undefined {
  const role = roles.get(roleKey(kind, namespace, name));
  const added =
    kind === "ClusterRole" ? [...roles.values()].filter((other) => other.aggregatedInto.includes(name)) : [];
  return role === undefined && added.length === 0
    ? undefined
    : [...(role?.rules ?? []), ...added.flatMap(({ rules }) => rules)];
}

/** Why nobody can see what a binding hands out, where that could be everything. */
function whyUnseen({ role, ...binding }: RoleBindingFact, roles: ReadonlyMap<string, RoleFact>): string | undefined {
  const [kind = "", ...rest] = role.split("/");
  const name = rest.join("/");
  const found = roles.get(roleKey(kind, binding.namespace, name));
  if (found?.aggregates === true) return "its role gathers its rules from the labels of other roles";
  const bounded = binding.bindingKind === "RoleBinding" && !binding.namespace.startsWith("kube-");
  return found !== undefined || bounded || name === "" || BUILT_IN.test(name)
    ? undefined
    : "no document says what its role grants, and it grants that everywhere";
}

/** By what a binding finds its role: a Role by its namespace and name, a ClusterRole by its name. */
export function roleKey(kind: string, namespace: string, name: string): string {
  return kind === "Role" ? `Role/${namespace}/${name}` : `${kind}/${name}`;
}

/**
 * The keys of Roles that are bound, and by no binding to anybody but service accounts of their own namespace. Nobody logs in as one
 * of these, and what they make stays where they are.
 */
export function heldInside(bindings: readonly ReadObject[]): ReadonlySet<string> {
  const inside = new Set<string>();
  const outside = new Set<string>();
  for (const { kind, namespace, content } of bindings) {
    const fields = Fields.of(content, "", []);
    const roleRef = fields.fields("roleRef");
    if (kind !== "RoleBinding" || roleRef.text("kind") !== "Role") continue;
    const subjects = fields.list("subjects");
    const own = subjects.every(
      (subject) =>
        subject.text("kind") === "ServiceAccount" &&
        subject.text("namespace") === namespace &&
        // Every pod that names no account has that one.
        subject.text("name") !== "default" &&
        /^[a-z0-9][a-z0-9.-]*$/.test(subject.text("name") ?? ""),
    );
    (own && subjects.length > 0 ? inside : outside).add(roleKey("Role", namespace, roleRef.text("name") ?? ""));
  }
  return new Set([...inside].filter((key) => !outside.has(key)));
}
