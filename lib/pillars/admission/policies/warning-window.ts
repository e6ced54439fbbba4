import type { WarnOnlyInput } from "../../../spec/admission-spec";
import type { NamedExpression } from "./admission-policy";

/** The time in which a policy only warns, and why. */
export type WarningWindow = Pick<WarnOnlyInput, "from" | "until" | "why">;

/**
 * The clock. Expressions have none, but every API server renews a Lease of its own each ten seconds, and a policy can have Leases as
 * its parameter: the time of the last renewal is the time of day, within those seconds, on every profile and with nobody's doing.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity
 */
export const CLOCK_KIND = { apiVersion: "coordination.k8s.io/v1", kind: "Lease" } as const;

/** What a binding refers to it by. Where there is no such Lease, what the policy looks at is refused: nobody knows how late it is. */
export const CLOCK = {
  namespace: "kube-system",
  selector: { matchLabels: { "apiserver.kubernetes.io/identity": "kube-apiserver" } },
  parameterNotFoundAction: "Deny",
} as const;

/** Where the window and its reason stand on a policy. */
export const WARNING_ANNOTATION = "portcullis.dev/warns-only";

/** True outside of the window; and always for the binding that only warns, which has no clock. */
export function outsideTheWindow({ from, until }: WarningWindow): NamedExpression {
  const now = "timestamp(params.spec.renewTime)";
  return {
    name: "outside-the-warning-window",
    expression: `params == null || ${now} < timestamp('${from}') || ${now} >= timestamp('${until}')`,
  };
}

/** The window in words, for whoever looks at the policy in the cluster. */
export function windowInWords({ from, until, why }: WarningWindow): string {
  return `${from} to ${until}: ${why}`;
}
