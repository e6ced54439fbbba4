import type { KubeletField } from "../../plan/kubelet-field";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/**
 * Who the kubelet believes: clients of the cluster's own authority, and tokens that the API server vouches for.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
 */
export function kubeletAuthentication(
  clusterAuthority: string = MACHINE_PATHS.clusterAuthority,
): readonly KubeletField[] {
  return [
    field("authentication.anonymous.enabled", false, "whoever reaches the port could run commands in every pod"),
    field("authentication.webhook.enabled", true, "tokens are checked by the API server"),
    field("authentication.x509.clientCAFile", clusterAuthority, "only the cluster's own certificates"),
    field("readOnlyPort", 0, "the read-only port asks nobody for credentials"),
  ];
}

/** The kubelet of kubeadm renews its own certificate; k3s renews that of its kubelet, whenever it starts. */
export function kubeletCertificateRotation(): readonly KubeletField[] {
  return [field("rotateCertificates", true, "the kubelet renews its client certificate before it ends")];
}

/**
 * The kubelet of kubeadm asks the cluster for what it serves with, and renews it: otherwise it signs for itself, and nobody can tell it from
 * another. The control-plane machines read its request.
 */
export function kubeletServingCertificate(): readonly KubeletField[] {
  return [field("serverTLSBootstrap", true, "the API server can tell a machine from one that took its address")];
}

function field(name: string, value: KubeletField["value"], why: string): KubeletField {
  return { pillar: "authentication", fields: [], name, value, why };
}
