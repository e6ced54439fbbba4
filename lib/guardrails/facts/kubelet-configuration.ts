import type { FactBase } from "./fact";

/** A kubelet configuration (`kubelet.config.k8s.io`), fields as written. */
export interface KubeletConfigurationFact extends FactBase {
  readonly kind: "kubelet-configuration";
  readonly fields: Readonly<Record<string, unknown>>;
}
