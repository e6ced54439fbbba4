import type { Component, ComponentFlag } from "../plan/component-flag";
import type { KubeletField } from "../plan/kubelet-field";
import { API_SERVER_PORT, MACHINE_PATHS } from "../plan/machine-paths";
import type { Json } from "../plan/manifest";
import { kubeletConfiguration } from "./kubelet";
import { yamlText } from "./yaml-text";

/** What kubeadm needs to start the first control-plane machine. */
export interface KubeadmPlan {
  readonly clusterName: string;
  /** With the patch number: `v1.35.4`. Without it kubeadm asks the internet. */
  readonly kubernetesRelease: string;
  /** The DNS name of the API server. */
  readonly apiServerName: string;
  readonly podRange: string;
  readonly serviceRange: string;
  readonly node: { readonly name: string; readonly address: string };
  readonly flags: readonly ComponentFlag[];
  readonly kubeletFields: readonly KubeletField[];
}

/**
 * The file for `kubeadm init --config`, of the version `v1beta4`, which every supported kubeadm reads.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export function kubeadmConfiguration(plan: KubeadmPlan): string {
  return yamlText(
    clusterConfiguration(plan),
    initConfiguration(plan),
    kubeletConfiguration(plan.kubeletFields),
    kubeProxyConfiguration(),
  );
}

function clusterConfiguration(plan: KubeadmPlan): Json {
  return {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "ClusterConfiguration",
    clusterName: plan.clusterName,
    kubernetesVersion: plan.kubernetesRelease,
    controlPlaneEndpoint: `${plan.apiServerName}:${API_SERVER_PORT}`,
    encryptionAlgorithm: "ECDSA-P256",
    networking: { podSubnet: plan.podRange, serviceSubnet: plan.serviceRange },
    apiServer: { extraArgs: argumentsOf("kube-apiserver", plan.flags), extraVolumes: API_SERVER_VOLUMES },
    controllerManager: { extraArgs: argumentsOf("kube-controller-manager", plan.flags) },
    scheduler: { extraArgs: argumentsOf("kube-scheduler", plan.flags) },
    etcd: { local: { dataDir: "/var/lib/etcd", extraArgs: argumentsOf("etcd", plan.flags) } },
  };
}

/**
 * The whole folder rather than file by file: a mounted file stays the old one when its name gets a new content by
 * renaming, and the API server would never see a rotated key or a changed rule.
 */
const API_SERVER_VOLUMES: Json = [
  {
    name: "portcullis-configuration",
    hostPath: MACHINE_PATHS.apiServerFolder,
    mountPath: MACHINE_PATHS.apiServerFolder,
    readOnly: true,
    pathType: "Directory",
  },
  {
    name: "portcullis-audit",
    hostPath: MACHINE_PATHS.auditFolder,
    mountPath: MACHINE_PATHS.auditFolder,
    readOnly: false,
    pathType: "Directory",
  },
];

function initConfiguration(plan: KubeadmPlan): Json {
  return {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "InitConfiguration",
    // kubeadm makes a token in any case; nobody is told it, so it need not live for a day.
    bootstrapTokens: [{ ttl: "10m0s" }],
    localAPIEndpoint: { advertiseAddress: plan.node.address, bindPort: API_SERVER_PORT },
    nodeRegistration: nodeRegistration(plan.node),
  };
}

/** Who and where a machine is, as its kubelet is told. */
export function nodeRegistration(node: { readonly name: string; readonly address: string }): Json {
  return {
    name: node.name,
    criSocket: "unix:///run/containerd/containerd.sock",
    kubeletExtraArgs: [{ name: "node-ip", value: node.address }],
  };
}

/** Services by nftables; health and metrics answer the machine itself alone. */
function kubeProxyConfiguration(): Json {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode: "nftables",
    healthzBindAddress: "127.0.0.1:10256",
    metricsBindAddress: "127.0.0.1:10249",
  };
}

/** The flags of one component by name: `v1beta4` takes a list. */
function argumentsOf(component: Component, flags: readonly ComponentFlag[]): Json {
  return flags
    .filter((flag) => flag.component === component)
    .map(({ name, value }) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
