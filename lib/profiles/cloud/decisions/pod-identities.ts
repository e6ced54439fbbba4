import { createHash } from "node:crypto";
import type { PodIdentityInput } from "../../../spec/pod-identity-spec";

/** One role for pods. */
export interface PodIdentityDecision extends PodIdentityInput {
  /**
   * The role's name: role names are unique in an account, and a cluster, a namespace and an account together are longer than AWS
   * permits. What the role is for stands in its description and its trust.
   */
  readonly roleName: string;
  readonly description: string;
}

/** The roles, by namespace and account: the order of the description changes nothing. */
export function podIdentities(
  clusterName: string,
  identities: readonly PodIdentityInput[],
): readonly PodIdentityDecision[] {
  return identities
    .map((identity) => {
      const { namespace, serviceAccount, why, may } = identity;
      const account = `${namespace}/${serviceAccount}`;
      return {
        ...identity,
        may: [...may].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1)),
        roleName: `${clusterName}-pod-${createHash("sha256").update(account).digest("hex").slice(0, 12)}`,
        description: `Pods of ${account}: ${why}`,
      };
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ namespace, serviceAccount }: PodIdentityInput): string {
  return `${namespace}/${serviceAccount}`;
}

function textOf({ actions, resources }: PodIdentityInput["may"][number]): string {
  return JSON.stringify([[...actions].sort(), [...resources].sort()]);
}
