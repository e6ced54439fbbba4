import type { FactBase } from "./fact-base";

/** Something that changes a cluster or its control plane after the configuration that was judged, and is not seen in it. */
export interface HiddenChangeFact extends FactBase {
  readonly kind: "hidden-change";
  /** What it is: `patches of kubeadm`, `drop-in of k3s`. */
  readonly what: string;
  /** What it changes, one sentence without its end. */
  readonly changes: string;
}
