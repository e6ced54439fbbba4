import type { Role } from "./role";
import type { Subject } from "./subject";

/** A RoleBinding or ClusterRoleBinding, as one of its documents writes it. */
export interface Binding {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly name: string;
  /** Where it holds; empty for a ClusterRoleBinding, which holds everywhere. */
  readonly namespace: string;
  /** A Role is one of the binding's own namespace. */
  readonly role: Pick<Role, "kind" | "namespace" | "name">;
  readonly subjects: readonly Subject[];
  /** The file it stands in. */
  readonly source: string;
}

/** A binding for people: `RoleBinding payments/deployers`. */
export function describeBinding({ kind, namespace, name }: Pick<Binding, "kind" | "namespace" | "name">): string {
  return kind === "RoleBinding" ? `RoleBinding ${namespace}/${name}` : `ClusterRoleBinding ${name}`;
}

export function bindingKey({ kind, namespace, name }: Pick<Binding, "kind" | "namespace" | "name">): string {
  return `${kind}/${namespace}/${name}`;
}
