import type { ResourcePolicyFact } from "../../facts/resource-policy";
import { known } from "../../value";
import { BlockBody } from "./block-body";
import type { ClusterParts } from "./cluster-parts";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import type { Block, StackDocument } from "./stack-document";

/** The attribute that holds the policy of each type. */
const POLICY_OF: ReadonlyMap<string, string> = new Map([
  ["aws_kms_key", "policy"],
  ["aws_kms_replica_key", "policy"],
  ["aws_kms_external_key", "policy"],
  ["aws_iam_role", "assume_role_policy"],
  ["aws_iam_role_policy", "policy"],
  ["aws_vpc_endpoint", "policy"],
]);

/** Reads the policies on keys, roles and endpoints of ours and on the roles that our clusters work under, and what is granted to our roles. */
export function readResourcePolicies(
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
): readonly ResourcePolicyFact[] {
  const blocks = [...stack.resources.values()];
  const rolesOfOurs = new Set(
    blocks
      .filter(({ type, ours }) => ours && type === "aws_eks_cluster")
      .flatMap(({ body }) => [...expressions.mentions(body.role_arn)]),
  );
  return blocks.flatMap((block): readonly ResourcePolicyFact[] => {
    const attribute = POLICY_OF.get(block.type);
    if (attribute === undefined || !(block.ours || rolesOfOurs.has(block.address))) return [];
    const raw = new BlockBody(expressions, block.body).raw(attribute);
    return [
      {
        kind: "resource-policy",
        place: block.place,
        ours: true,
        guards: guardedBy(block, parts),
        statements: raw === undefined ? known(undefined) : readPolicyText(raw, stack, expressions),
      },
    ];
  });
}

function guardedBy(block: Block, parts: ClusterParts): ResourcePolicyFact["guards"] {
  switch (block.type) {
    case "aws_iam_role":
      return parts.isIdentity(block.address) ? "role of a cluster" : "role";
    case "aws_iam_role_policy":
      return "grants of a role";
    case "aws_vpc_endpoint":
      return "network endpoint";
    default:
      return "encryption key";
  }
}
