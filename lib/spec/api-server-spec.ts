import type { SourceInput } from "./source-spec";

/** Who may reach the Kubernetes API server. */
export interface ApiServerInput {
  /**
   * The ranges from which people and systems outside the cluster reach the API server. An empty list means
   * nobody: only the cluster's own nodes and pods get through.
   *
   * @see https://kubernetes.io/docs/concepts/security/controlling-access/
   */
  readonly reachableFrom: readonly SourceInput[];
}
