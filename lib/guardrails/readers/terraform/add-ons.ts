import type { ClusterNetworkPolicyFact } from "../../facts/cluster-network-policy";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

/** The add-ons of AWS that a cluster cannot do without. Every other one runs programs that nobody has looked at here. */
const ORDINARY = new Set(["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent"]);

/** Reads the add-ons of clusters, and whether the nodes of each cluster enforce NetworkPolicies. */
export function readAddOns(
  stack: StackDocument,
  expressions: Expressions,
): readonly (ClusterNetworkPolicyFact | UnknownShapeFact)[] {
  const names = new ClusterNames(stack, expressions);
  const blocks = [...stack.resources.values()];
  const addOns = blocks.filter(({ type }) => type === "aws_eks_addon");
  const fact = (block: Block, enforced: Value<boolean>): ClusterNetworkPolicyFact => ({
    kind: "cluster-network-policy",
    place: block.place,
    ours: names.isOurs(block),
    enforced,
  });
  return [
    ...addOns.flatMap((block) => shapesOf(block, expressions)),
    ...addOns
      .filter((block) => addOnName(block, expressions) === "vpc-cni")
      .map((block) => fact(block, enforces(block, expressions))),
    ...blocks
      .filter(({ type }) => type === "aws_eks_node_group")
      .map((block) => fact(block, enforcedFor(block, addOns, expressions))),
  ];
}

function enforcedFor(group: Block, addOns: readonly Block[], expressions: Expressions): Value<boolean> {
  const cluster = expressions.identity(group.body.cluster_name);
  if (!cluster.known) return cluster;
  const [cni] = addOns.filter((addOn) => {
    const of = expressions.identity(addOn.body.cluster_name);
    return of.known && of.value === cluster.value && addOnName(addOn, expressions) === "vpc-cni";
  });
  return cni === undefined ? known(false) : enforces(cni, expressions);
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html */
function enforces(cni: Block, expressions: Expressions): Value<boolean> {
  const body = new BlockBody(expressions, cni.body);
  if (body.has("count") || body.has("for_each")) return unknown("it has count or for_each: it may not exist at all");
  return whenKnown(configurationOf(body), (configuration) =>
    known(configuration.enableNetworkPolicy === "true" || configuration.enableNetworkPolicy === true),
  );
}

function configurationOf(body: BlockBody): Value<Readonly<Record<string, unknown>>> {
  return whenKnown(body.text("configuration_values"), (text): Value<Readonly<Record<string, unknown>>> => {
    if (text === undefined) return known({});
    try {
      const parsed: unknown = JSON.parse(text);
      return isObject(parsed) ? known(parsed) : unknown("configuration_values is not an object");
    } catch {
      return unknown("configuration_values is not JSON");
    }
  });
}

function addOnName(block: Block, expressions: Expressions): string | undefined {
  const name = new BlockBody(expressions, block.body).text("addon_name");
  return name.known ? name.value : undefined;
}

function shapesOf(block: Block, expressions: Expressions): readonly UnknownShapeFact[] {
  const body = new BlockBody(expressions, block.body);
  const name = addOnName(block, expressions) ?? "with a name that is not known here";
  const shapes: UnknownShapeFact[] = [];
  if (!ORDINARY.has(name)) {
    shapes.push(
      unknownShape(
        block,
        `add-on ${name}`,
        "it runs programs with rights in the cluster, which no rule reads",
        "addon_name",
      ),
    );
  }
  const configuration = configurationOf(body);
  const understood = name === "vpc-cni" ? ["enableNetworkPolicy"] : [];
  const strange = configuration.known
    ? Object.keys(configuration.value).filter((key) => !understood.includes(key))
    : [configuration.why];
  if (strange.length > 0) {
    shapes.push(
      unknownShape(
        block,
        `configuration of the add-on ${name}: ${strange.map((key) => asWritten(key)).join(", ")}`,
        "no rule reads what it changes",
        "configuration_values",
      ),
    );
  }
  if (body.has("service_account_role_arn")) {
    shapes.push(
      unknownShape(
        block,
        `role ${asWritten(body.raw("service_account_role_arn"))} of the add-on ${name}`,
        "no rule reads who may take it on; use pod_identity_association",
        "service_account_role_arn",
      ),
    );
  }
  return shapes;
}
