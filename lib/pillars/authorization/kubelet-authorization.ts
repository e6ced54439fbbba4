import type { KubeletField } from "../../plan/kubelet-field";

/**
 * Who may do what on the kubelet: the API server is asked for every request, and what only debugging needs is off.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/#kubelet-authorization
 */
export function kubeletAuthorization(): readonly KubeletField[] {
  const field = (name: string, value: KubeletField["value"], why: string): KubeletField => ({
    pillar: "authorization",
    fields: [],
    name,
    value,
    why,
  });
  return [
    field("authorization.mode", "Webhook", "the API server decides, and records"),
    field("enableDebugFlagsHandler", false, "nobody changes flags of a running kubelet"),
    field("enableProfilingHandler", false, "profiles show memory"),
    field("enableSystemLogHandler", false, "the machine's logs are not the cluster's"),
    field("streamingConnectionIdleTimeout", "5m0s", "a forgotten session into a pod ends"),
  ];
}
