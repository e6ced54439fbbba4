import type { KubernetesVersion } from "../../../spec/kubernetes-version";

/**
 * The release of each minor version that kubeadm installs. Pinned, for without a patch number kubeadm asks the internet;
 * the machine's image must hold the kubelet and kubeadm of the same minor version, of this patch or a later one.
 *
 * @see https://kubernetes.io/releases/patch-releases/
 */
export const KUBERNETES_RELEASES: Readonly<Record<KubernetesVersion, string>> = {
  "1.34": "v1.34.4",
  "1.35": "v1.35.4",
  "1.36": "v1.36.3",
  "1.37": "v1.37.2",
};
