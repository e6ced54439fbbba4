import { API_SERVER_PORT } from "../plan/machine-paths";
import { nodeRegistration } from "./kubeadm";
import { yamlText } from "./yaml-text";

/** What kubeadm needs to know of a machine that joins. */
export interface KubeadmJoinPlan {
  readonly node: { readonly name: string; readonly address: string };
  /** Whether it runs an API server and a member of etcd. */
  readonly controlPlane: boolean;
  /** Where the kubeconfig lies that leads to the cluster; it comes to the machine by itself and is gone afterwards. */
  readonly discovery: string;
}

/**
 * The file for `kubeadm join --config`: no token and no key. Everything else the machine learns from the cluster, the
 * kubelet's configuration and the flags of the control plane among it.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-JoinConfiguration
 */
export function kubeadmJoinConfiguration({ node, controlPlane, discovery }: KubeadmJoinPlan): string {
  return yamlText({
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "JoinConfiguration",
    ...(controlPlane
      ? { controlPlane: { localAPIEndpoint: { advertiseAddress: node.address, bindPort: API_SERVER_PORT } } }
      : {}),
    discovery: { file: { kubeConfigPath: discovery } },
    nodeRegistration: nodeRegistration(node),
  });
}
