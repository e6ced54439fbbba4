import type { FactBase } from "./fact-base";

/** Where a GitOps tool gets manifests from: a source of Flux, or that of an Application of Argo CD. */
export interface DeliverySourceFact extends FactBase {
  readonly kind: "delivery-source";
  readonly tool: "flux" | "argo-cd";
  /** As written; empty when there is none. */
  readonly url: string;
  /** The field of the object in which it stands. */
  readonly urlAt: string;
  /** Whether the tool is told to do without TLS, or not to look at certificates. */
  readonly insecure: boolean;
  /** What decides which content it is: `digest`, `commit`, or any other field. */
  readonly reference: { readonly at: string; readonly by: "digest" | "commit" | "other"; readonly text: string };
  /** Whether content without a signature by known keys is refused. Undefined where another object decides it. */
  readonly signed: boolean | undefined;
}
