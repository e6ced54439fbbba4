import type { LogTargetInput } from "../log-target-spec";

/** An aggregator that takes OTLP over HTTPS: `{ to: "otlp", ... }`. */
export function otlp(target: Omit<LogTargetInput, "to">): LogTargetInput {
  return { to: "otlp", ...target };
}
