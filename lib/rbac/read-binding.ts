import type { Binding } from "./binding";
import type { FieldReader } from "./read-fields";
import { canonicalSubject, type Subject } from "./subject";

export const RBAC_GROUP = "rbac.authorization.k8s.io";

/** Reads a RoleBinding or ClusterRoleBinding by what the API server takes of one; undefined where it names no role. */
export function readBinding(
  fields: FieldReader,
  { kind, name, namespace, source }: Pick<Binding, "kind" | "name" | "namespace" | "source">,
): Binding | undefined {
  fields.only("apiVersion", "kind", "metadata", "roleRef", "subjects");
  if (!fields.has("roleRef")) {
    fields.refuse("roleRef", "the role that is bound", "Name it: { apiGroup, kind, name }.");
    return undefined;
  }
  const roleRef = fields.object("roleRef").only("apiGroup", "kind", "name");
  const group = roleRef.text("apiGroup", `Write ${RBAC_GROUP}.`);
  if (group !== undefined && group !== "" && group !== RBAC_GROUP)
    roleRef.refuse("apiGroup", RBAC_GROUP, "Roles are of no other group.");
  const kinds = kind === "RoleBinding" ? (["Role", "ClusterRole"] as const) : (["ClusterRole"] as const);
  const roleKind = kinds.find((one) => one === roleRef.get("kind"));
  if (roleKind === undefined)
    roleRef.refuse(
      "kind",
      kinds.join(" or "),
      kind === "RoleBinding" ? "Write one of these." : "A ClusterRoleBinding binds ClusterRoles alone.",
    );
  const roleName = roleRef.needed("name", "Name the role.");
  const subjects = fields.objects("subjects").flatMap((subject) => readSubject(subject, kind, namespace));
  if (roleKind === undefined || roleName === undefined) return undefined;
  const role = { kind: roleKind, name: roleName, namespace: roleKind === "Role" ? namespace : "" };
  return { kind, name, namespace, source, role, subjects };
}

function readSubject(fields: FieldReader, kind: Binding["kind"], around: string): readonly Subject[] {
  fields.only("apiGroup", "kind", "name", "namespace");
  const name = fields.needed("name", "Name whom it binds.");
  const group = fields.text("apiGroup", "Write the API group as a text.") ?? "";
  const whom = fields.get("kind");
  switch (whom) {
    case "User":
    case "Group":
      // Left out, it is set by the API server. A namespace is taken and means nothing.
      if (group !== "" && group !== RBAC_GROUP) fields.refuse("apiGroup", RBAC_GROUP, "Users are of no other group.");
      return name === undefined ? [] : [canonicalSubject({ kind: whom, name })];
    case "ServiceAccount": {
      if (group !== "") fields.refuse("apiGroup", "nothing with a ServiceAccount", "Take it out.");
      const written = fields.text("namespace", "Name the account's namespace.") ?? "";
      if (kind === "ClusterRoleBinding" && written === "")
        fields.refuse("namespace", "the account's namespace", "Name it: a ClusterRoleBinding has none of its own.");
      const namespace = written === "" ? around : written;
      return name === undefined || namespace === "" ? [] : [{ kind: "ServiceAccount", name, namespace }];
    }
    default:
      fields.refuse("kind", "User, Group or ServiceAccount", "Write one of these.");
      return [];
  }
}
