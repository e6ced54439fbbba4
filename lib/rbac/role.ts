import type { LabelSelector } from "./label-selector";
import type { PolicyRule } from "./policy-rule";

/** A Role or ClusterRole, as one of its documents writes it. */
export interface Role {
  readonly kind: "Role" | "ClusterRole";
  readonly name: string;
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As written; of a ClusterRole that aggregates the controller writes its own over them. */
  readonly rules: readonly PolicyRule[];
  /** By which a ClusterRole gathers the rules of others; undefined where it gathers none. */
  readonly aggregates: readonly LabelSelector[] | undefined;
  /** The file it stands in. */
  readonly source: string;
}

/** What a binding finds its role by. */
export function roleKey({ kind, namespace, name }: Pick<Role, "kind" | "namespace" | "name">): string {
  return kind === "Role" ? `Role/${namespace}/${name}` : `ClusterRole//${name}`;
}

/** A role for people: `Role payments/deployer`, `ClusterRole view`. */
export function describeRole({ kind, namespace, name }: Pick<Role, "kind" | "namespace" | "name">): string {
  return kind === "Role" ? `Role ${namespace}/${name}` : `ClusterRole ${name}`;
}
