import { addressPart } from "../../../constructs/aws/decisions/address-part";
import type { AccessSpec } from "../../../spec/cluster-spec";
import { personaGroup } from "../../../spec/derived";
import { personaWord } from "../../../spec/persona-facts";

/** One IAM role that gets into the cluster. */
export interface AccessEntryDecision {
  /** The id of its construct: the account and the role, `123456789012-platform-recovery`. */
  readonly id: string;
  readonly principalArn: string;
  /** The groups that RBAC binds to what the role may do. */
  readonly kubernetesGroups: readonly string[];
}

/**
 * One entry for each IAM role that holds something, in the order of the ARNs: EKS takes one entry for each role, so two
 * grants to one role become two groups of one entry.
 */
export function accessEntries(access: readonly AccessSpec[]): readonly AccessEntryDecision[] {
  const groups = new Map<string, Set<string>>();
  for (const { who, persona } of access) {
    if (who.method !== "aws-iam") continue;
    const ofRole = groups.get(who.role) ?? new Set();
    groups.set(who.role, ofRole.add(personaGroup(personaWord(persona, []))));
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([principalArn, ofRole]) => ({
      id: roleId(principalArn),
      principalArn,
      kubernetesGroups: [...ofRole].sort(),
    }));
}

/** All roles of one cluster are of one partition, so the account and the role's name with its path tell them apart. */
function roleId(arn: string): string {
  const [, account, role] = /^arn:[^:]+:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  return account === undefined || role === undefined ? addressPart(arn) : `${account}-${addressPart(role)}`;
}
