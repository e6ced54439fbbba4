import type { FactBase } from "./fact-base";

/** A kubelet configuration (`kubelet.config.k8s.io`), fields as written; with k3s, over those that it sets by itself. */
export interface KubeletConfigurationFact extends FactBase {
  readonly kind: "kubelet-configuration";
  /** What starts the kubelet, for each gives it some things beside its configuration. */
  readonly startedBy: "kubeadm" | "k3s";
  readonly fields: Readonly<Record<string, unknown>>;
}
