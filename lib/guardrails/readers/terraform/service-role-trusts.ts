import type { RoleTrust } from "../../facts/role-trust";
import type { RoleUser, ServiceRoleTrustFact } from "../../facts/service-role-trust";
import { unknown, type Value } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import { roleOf, trustsOf } from "./role-trusts";
import type { StackDocument } from "./stack-document";

/**
 * Reads who may take on the roles of clusters, of their nodes, of pods, of flow logs and of the archive of logs. Most may be
 * named by their ARN, as one's own word; a role that pods take on must be in the document.
 */
export function readServiceRoleTrusts(stack: StackDocument, expressions: Expressions): readonly ServiceRoleTrustFact[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()].flatMap((block): readonly ServiceRoleTrustFact[] => {
    const body = new BlockBody(expressions, block.body);
    const fact = (
      takenOnBy: RoleUser,
      trusts: Value<readonly RoleTrust[]>,
      attribute: string,
    ): ServiceRoleTrustFact => ({
      kind: "service-role-trust",
      place: { ...block.place, path: `${block.address}.${attribute}` },
      ours: names.isOurs(block),
      takenOnBy,
      trusts,
    });
    const ofDocument = (takenOnBy: RoleUser, attribute: string) => {
      const role = roleOf(body.raw(attribute), stack, expressions);
      return role === undefined ? [] : [fact(takenOnBy, trustsOf(role, stack, expressions), attribute)];
    };
    const ofPools = () => {
      const compute = body.block("compute_config");
      const role = compute.known ? roleOf(compute.value?.raw("node_role_arn"), stack, expressions) : undefined;
      return role === undefined
        ? []
        : [fact("nodes", trustsOf(role, stack, expressions), "compute_config.node_role_arn")];
    };
    const ofPods = (raw: unknown, attribute: string) => {
      const role = roleOf(raw, stack, expressions);
      const trusts =
        role === undefined
          ? unknown(`the role ${asWritten(raw)} is not in this document`)
          : trustsOf(role, stack, expressions);
      return fact("pods", trusts, attribute);
    };
    switch (block.type) {
      case "aws_eks_cluster":
        return [...ofDocument("control plane", "role_arn"), ...ofPools()];
      case "aws_flow_log":
        return ofDocument("flow logs", "iam_role_arn").map((one) => ({ ...one, ours: block.ours }));
      case "aws_cloudwatch_log_subscription_filter":
        return ofDocument("log subscription", "role_arn").map((one) => ({ ...one, ours: block.ours }));
      case "aws_kinesis_firehose_delivery_stream": {
        const target = body.block("extended_s3_configuration");
        const role = target.known ? roleOf(target.value?.raw("role_arn"), stack, expressions) : undefined;
        return role === undefined
          ? []
          : [{ ...fact("log delivery", trustsOf(role, stack, expressions), "role_arn"), ours: block.ours }];
      }
      case "aws_eks_node_group":
        return ofDocument("nodes", "node_role_arn");
      case "aws_eks_pod_identity_association":
        return [ofPods(body.raw("role_arn"), "role_arn")];
      case "aws_eks_addon": {
        const associations = body.blocks("pod_identity_association");
        if (!associations.known) return [fact("pods", associations, "pod_identity_association")];
        return associations.value.map((one, index) =>
          ofPods(one.raw("role_arn"), `pod_identity_association[${index}].role_arn`),
        );
      }
      default:
        return [];
    }
  });
}
