import type { Json } from "../../plan/manifest";
import type { EventRateLimitInput } from "../../spec/admission-spec";

const HARDENED: readonly EventRateLimitInput[] = [
  { type: "Server", qps: 500, burst: 1000 },
  { type: "Namespace", qps: 50, burst: 100, cacheSize: 2000 },
];

/**
 * How many events the API server accepts a second: one namespace that floods cannot fill etcd for all.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-eventratelimit.v1alpha1/
 */
export function eventRateLimit(limits: readonly EventRateLimitInput[] = HARDENED): Json {
  return {
    apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
    kind: "Configuration",
    limits: limits.map(({ type, qps, burst, cacheSize }) => ({
      type,
      qps,
      burst,
      ...(cacheSize === undefined ? {} : { cacheSize }),
    })),
  };
}
