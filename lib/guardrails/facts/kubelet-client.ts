import type { FactBase } from "./fact-base";

/** As whom the API server of a control-plane machine of kubeadm asks kubelets. */
export interface KubeletClientFact extends FactBase {
  readonly kind: "kubelet-client";
  /** The group of the certificate that a unit has made before it runs kubeadm; undefined where none does, and kubeadm makes an administrator's. */
  readonly group: string | undefined;
}
