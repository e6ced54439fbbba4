import type { Json } from "../../plan/manifest";

/** The paths that answer without credentials, and the only ones. */
export const ANONYMOUS_PATHS = ["/livez", "/readyz", "/healthz"] as const;

/**
 * Who is answered without credentials. The kubelet probes its static API server pod without any, and would restart it for
 * ever otherwise; nothing else is served. That closes `kubeadm join` by token discovery, which reads a ConfigMap
 * anonymously: machines join with a discovery file.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration
 */
export function anonymousHealthProbes(): Json {
  return { enabled: true, conditions: ANONYMOUS_PATHS.map((path) => ({ path })) };
}
