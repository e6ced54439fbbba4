import type { Json } from "../../plan/manifest";

/**
 * How many events the API server accepts a second: one namespace that floods cannot fill etcd for all.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-eventratelimit.v1alpha1/
 */
export function eventRateLimit(): Json {
  return {
    apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
    kind: "Configuration",
    limits: [
      { type: "Server", qps: 500, burst: 1000 },
      { type: "Namespace", qps: 50, burst: 100, cacheSize: 2000 },
    ],
  };
}
