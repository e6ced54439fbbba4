import type { KubeletField } from "../../plan/kubelet-field";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/**
 * Who the kubelet believes: clients of the cluster's own authority, and tokens that the API server vouches for.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
 */
export function kubeletAuthentication(): readonly KubeletField[] {
  const field = (name: string, value: KubeletField["value"], why: string): KubeletField => ({
    pillar: "authentication",
    fields: [],
    name,
    value,
    why,
  });
  return [
    field("authentication.anonymous.enabled", false, "whoever reaches the port could run commands in every pod"),
    field("authentication.webhook.enabled", true, "tokens are checked by the API server"),
    field("authentication.x509.clientCAFile", MACHINE_PATHS.clusterAuthority, "only the cluster's own certificates"),
    field("readOnlyPort", 0, "the read-only port asks nobody for credentials"),
    field("rotateCertificates", true, "the kubelet renews its client certificate before it ends"),
  ];
}
