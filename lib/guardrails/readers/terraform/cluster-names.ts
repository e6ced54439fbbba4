import { unknown, type Value } from "../../value";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/** Which resources belong to which Amazon EKS cluster of a document: EKS knows its clusters by name. */
export class ClusterNames {
  readonly clusters: readonly Block[];
  private readonly names: ReadonlyMap<Block, Value<string>>;

  constructor(
    stack: StackDocument,
    private readonly expressions: Expressions,
  ) {
    this.clusters = [...stack.resources.values()].filter(({ type }) => type === "aws_eks_cluster");
    this.names = new Map(this.clusters.map((cluster) => [cluster, expressions.identity(cluster.body.name)]));
  }

  nameOf(cluster: Block): Value<string> {
    return this.names.get(cluster) ?? unknown(`${cluster.address} is not a cluster of this document`);
  }

  /** Whether the resource's `cluster_name` is that of the cluster. */
  belongs(block: Block, cluster: Block): boolean | "undecided" {
    const named = this.expressions.identity(block.body.cluster_name);
    const own = this.nameOf(cluster);
    if (named.known && named.value === cluster.address) return true;
    if (named.known && own.known) return named.value === own.value;
    return this.expressions.mentions(block.body.cluster_name).has(cluster.address) || "undecided";
  }

  /** Whether the resource is ours, or may belong to a cluster of ours. */
  isOurs(block: Block): boolean {
    return block.ours || this.clusters.some((cluster) => cluster.ours && this.belongs(block, cluster) !== false);
  }
}
