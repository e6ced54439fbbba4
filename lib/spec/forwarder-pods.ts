import type { ForwarderPodsInput, LogTargetSpec } from "./log-target-spec";

/** An aggregator to which pods forward. */
export type PodsTarget = Extract<LogTargetSpec, { readonly endpoint: string }> & { readonly pods: ForwarderPodsInput };

/** The aggregator, where pods forward to it; otherwise a service of the machine does, or nobody. */
export function targetOfPods({
  forwardTo,
}: {
  readonly forwardTo?: LogTargetSpec | undefined;
}): PodsTarget | undefined {
  if (forwardTo === undefined || !("pods" in forwardTo) || forwardTo.pods === undefined) return undefined;
  return { ...forwardTo, pods: forwardTo.pods };
}
