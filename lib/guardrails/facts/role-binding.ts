import type { FactBase } from "./fact-base";
import type { PolicyRuleFact } from "./role";

/** A RoleBinding or ClusterRoleBinding. */
export interface RoleBindingFact extends FactBase {
  readonly kind: "role-binding";
  readonly bindingKind: "RoleBinding" | "ClusterRoleBinding";
  readonly name: string;
  /** Empty for a ClusterRoleBinding. */
  readonly namespace: string;
  /** `ClusterRole/cluster-admin`. */
  readonly role: string;
  /** The namespace is that of a service account, and empty for all else. */
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[];
  /** What its label says of when it ends, as it is written; undefined without that label. */
  readonly until: string | undefined;
  /** The rules of the role, where the documents hold it; undefined where they do not. */
  readonly grants: readonly PolicyRuleFact[] | undefined;
}
