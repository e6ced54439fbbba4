import type { EncryptionKeyFact } from "../../facts/encryption-key";
import type { ResourcePolicyFact } from "../../facts/resource-policy";
import { known, orDefault } from "../../value";
import { BlockBody } from "./block-body";
import type { ClusterParts } from "./cluster-parts";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import type { Block, StackDocument } from "./stack-document";

/** The attribute that holds the policy of each type. */
const POLICY_OF = {
  aws_kms_key: "policy",
  aws_kms_replica_key: "policy",
  aws_kms_external_key: "policy",
  aws_iam_role: "assume_role_policy",
  aws_vpc_endpoint: "policy",
} as const;

/** Reads the keys, roles and endpoints of ours, and the roles that our clusters work under: who may use them, and how they are kept. */
export function readOwnKeysAndRoles(
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
): readonly (EncryptionKeyFact | ResourcePolicyFact)[] {
  const rolesOfOurs = new Set(
    [...stack.resources.values()]
      .filter(({ type, ours }) => ours && type === "aws_eks_cluster")
      .flatMap(({ body }) => [...expressions.mentions(body.role_arn)]),
  );
  return [...stack.resources.values()].flatMap((block): readonly (EncryptionKeyFact | ResourcePolicyFact)[] => {
    if (!(block.type in POLICY_OF) || !(block.ours || rolesOfOurs.has(block.address))) return [];
    const body = new BlockBody(expressions, block.body);
    const raw = body.raw(POLICY_OF[block.type as keyof typeof POLICY_OF]);
    const policy: ResourcePolicyFact = {
      kind: "resource-policy",
      place: block.place,
      ours: true,
      guards: guardedBy(block, parts),
      statements: raw === undefined ? known(undefined) : readPolicyText(raw, stack, expressions),
    };
    if (block.type !== "aws_kms_key") return [policy];
    const key: EncryptionKeyFact = {
      kind: "encryption-key",
      place: block.place,
      ours: true,
      enabled: body.flag("is_enabled", true),
      rotates: body.flag("enable_key_rotation", false),
      deletionWindowDays: orDefault(body.integer("deletion_window_in_days"), 30),
    };
    return [policy, key];
  });
}

function guardedBy(block: Block, parts: ClusterParts): ResourcePolicyFact["guards"] {
  switch (block.type) {
    case "aws_iam_role":
      return parts.isIdentity(block.address) ? "role of a cluster" : "role";
    case "aws_vpc_endpoint":
      return "network endpoint";
    default:
      return "encryption key";
  }
}
