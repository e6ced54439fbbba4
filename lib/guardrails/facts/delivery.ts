import type { FactBase } from "./fact-base";

/** What applies manifests that a GitOps tool fetched: a Kustomization of Flux, or an Application of Argo CD. */
export interface DeliveryFact extends FactBase {
  readonly kind: "delivery";
  readonly tool: "flux" | "argo-cd";
  /** Whose rights it has: a ServiceAccount of Flux, the project of Argo CD; undefined for those of the tool itself. */
  readonly actsAs: string | undefined;
  /** The namespace of its source; its own, where nothing is said. */
  readonly sourceNamespace: string;
  readonly ownNamespace: string;
  /** The namespace that everything is put into; undefined where each object decides. */
  readonly targetNamespace: string | undefined;
  /** Another cluster that it applies to, as written. */
  readonly otherCluster: string | undefined;
  /** Whether what is no longer in the source is taken away. */
  readonly prunes: boolean;
  /** After how many seconds it puts right what somebody changed by hand; undefined where that cannot be read. */
  readonly repairsEvery: number | undefined;
  /** Whether it fails when what it applied does not become ready. */
  readonly waits: boolean;
}
