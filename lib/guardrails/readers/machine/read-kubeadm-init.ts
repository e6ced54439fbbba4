import { seconds } from "../../duration";
import type { Fields } from "../fields";
import { checkEndpoint } from "./kubeadm-cluster-network";
import { oneOf, readArguments } from "./read-kubeadm-cluster";

const LONGEST_JOIN_TOKEN = 3600;
const CONTAINERD = "unix:///run/containerd/containerd.sock";

/** Arguments of the kubelet that only say who and where it is; all others stand in its configuration or are not read. */
const KUBELET_ARGUMENTS = ["hostname-override", "node-ip"];

/**
 * Reads kubeadm's InitConfiguration, which has no rule of its own: it may say what a machine is called and where it is,
 * hold no token or key, skip nothing and patch nothing.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-InitConfiguration
 */
export function readKubeadmInit(document: Fields): void {
  document.only("apiVersion", "kind", "bootstrapTokens", "localAPIEndpoint", "nodeRegistration", "timeouts");
  document.fields("localAPIEndpoint").only("advertiseAddress", "bindPort");
  // kubeadm makes one by itself where none is named, and lets everybody who has it join machines for a day.
  if (document.list("bootstrapTokens").length === 0)
    document.complain("bootstrapTokens", "is empty: the token to join would live for a day");
  for (const token of document.list("bootstrapTokens")) {
    token.only("ttl", "description");
    const life = seconds(token.text("ttl") ?? "24h");
    if (life === undefined || life === 0 || life > LONGEST_JOIN_TOKEN)
      token.complain("ttl", "is not a life of at most an hour");
  }
  readNodeRegistration(document.fields("nodeRegistration"));
  checkEndpoint(document.fields("localAPIEndpoint"));
}

/** Reads who and where a machine is. */
export function readNodeRegistration(node: Fields): void {
  node.only("name", "criSocket", "kubeletExtraArgs", "taints", "imagePullPolicy", "imagePullSerial");
  oneOf(node, "criSocket", [CONTAINERD]);
  for (const name of Object.keys(readArguments(node, "kubeletExtraArgs"))) {
    if (!KUBELET_ARGUMENTS.includes(name))
      node.complain("kubeletExtraArgs", `set ${name}, which would override the configuration that was judged`);
  }
}
