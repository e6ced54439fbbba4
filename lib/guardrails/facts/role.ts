import type { FactBase } from "./fact-base";

/** One policy rule of a role, as written. */
export interface PolicyRuleFact {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceUrls: readonly string[];
  readonly verbs: readonly string[];
}

/** A Role or ClusterRole. */
export interface RoleFact extends FactBase {
  readonly kind: "role";
  readonly roleKind: "Role" | "ClusterRole";
  readonly name: string;
  /** Whether it is a Role that the documents bind, and to service accounts of its own namespace alone. */
  readonly heldInside: boolean;
  /** Whether its rules are gathered from other roles by their labels. */
  readonly aggregates: boolean;
  /** The built-in roles whose labels it carries, which makes its rules part of theirs: `admin`, `edit`, `view`. */
  readonly aggregatedInto: readonly string[];
  readonly rules: readonly PolicyRuleFact[];
}
