import type { EksAutoModeFact } from "../../facts/eks-auto-mode";
import type { PolicyStatementFact } from "../../facts/resource-policy";
import { known, unknown, type Value, whenKnown } from "../../value";
import { BlockBody } from "./block-body";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import { ResourceOrder } from "./resource-order";
import type { Block, StackDocument } from "./stack-document";

/** Reads what clusters of EKS leave to AWS, for every one that says anything of it. */
export function readAutoModes(stack: StackDocument, expressions: Expressions): readonly EksAutoModeFact[] {
  const order = new ResourceOrder(stack, expressions);
  return [...stack.resources.values()]
    .filter(({ type }) => type === "aws_eks_cluster")
    .flatMap((cluster) => {
      const body = new BlockBody(expressions, cluster.body);
      const compute = body.block("compute_config");
      const network = body.block("kubernetes_network_config");
      const mentioned = ["compute_config", "storage_config"].some((name) => body.has(name));
      const balances = network.known ? network.value?.has("elastic_load_balancing") : true;
      if (!mentioned && balances !== true && compute.known) return [];
      const enabled = (block: Value<BlockBody | undefined>) =>
        whenKnown(block, (found) => found?.flag("enabled", false) ?? known(false));
      const inner = (block: Value<BlockBody | undefined>, name: string) =>
        whenKnown(block, (found): Value<BlockBody | undefined> => found?.block(name) ?? known(undefined));
      const nodeRole = compute.known ? expressions.resolve(compute.value?.raw("node_role_arn")) : undefined;
      return [
        {
          kind: "eks-auto-mode" as const,
          place: cluster.place,
          ours: cluster.ours,
          nodes: enabled(compute),
          disks: enabled(inner(body.block("storage_config"), "block_storage")),
          loadBalancers: enabled(inner(network, "elastic_load_balancing")),
          nodePools: whenKnown(compute, (found) => found?.texts("node_pools") ?? known([])),
          showsNodeRole:
            nodeRole?.kind === "resource" && stack.resources.get(nodeRole.address)?.type === "aws_iam_role",
          grants: grantsOf(cluster, stack, expressions),
          tooLate: inlinePolicies(cluster, stack, expressions)
            .map(({ address }) => address)
            .filter((address) => !order.isAfter(cluster.address, address)),
        },
      ];
    });
}

/** The inline policies of the role that a cluster works under. */
function grantsOf(
  cluster: Block,
  stack: StackDocument,
  expressions: Expressions,
): Value<readonly PolicyStatementFact[]> {
  if (expressions.resolve(cluster.body.role_arn).kind !== "resource")
    return unknown("the role of the cluster is not in this document");
  const found: PolicyStatementFact[] = [];
  for (const block of inlinePolicies(cluster, stack, expressions)) {
    const statements = readPolicyText(block.body.policy, stack, expressions);
    if (!statements.known) return statements;
    found.push(...statements.value);
  }
  return known(found);
}

function inlinePolicies(cluster: Block, stack: StackDocument, expressions: Expressions): readonly Block[] {
  const role = expressions.resolve(cluster.body.role_arn);
  if (role.kind !== "resource") return [];
  return [...stack.resources.values()].filter((block) => {
    const of = block.type === "aws_iam_role_policy" ? expressions.resolve(block.body.role) : undefined;
    return (
      of?.kind === "resource" && of.address === role.address && !("count" in block.body) && !("for_each" in block.body)
    );
  });
}
