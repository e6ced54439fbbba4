import type { FactBase } from "./fact-base";

/**
 * The command line of one control-plane program, as a kubeadm or k3s configuration gives it. Of what kubeadm sets by itself
 * nothing is said; of what k3s sets by itself, that which rules ask for.
 */
export interface ComponentFlagsFact extends FactBase {
  readonly kind: "component-flags";
  readonly component: "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "etcd";
  /** Every value of each flag, in order; a flag given twice has two. */
  readonly flags: Readonly<Record<string, readonly string[]>>;
  /**
   * Files of the same machine that the program sees, by absolute path, and what each is read as (`audit-policy`); and folders of
   * the machine that it may write, as `folder`.
   */
  readonly files: Readonly<Record<string, string>>;
}
