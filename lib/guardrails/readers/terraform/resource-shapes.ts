import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { dataSourceVerdict, resourceTypeVerdict } from "../../resource-types";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import type { ClusterParts } from "./cluster-parts";
import type { Expressions } from "./expressions";
import { isOwnSubscription } from "./log-subscriptions";
import type { OwnNames } from "./own-names";
import { reachesByName } from "./references-by-name";
import { readPolicyText } from "./policy-text";
import { readSshDelivery } from "./ssh-deliveries";
import type { Block, StackDocument } from "./stack-document";
import { knownTail } from "./template";
import { unknownShape } from "./unknown-shape-of";

/** Finds resources and data sources that nobody judges: by the table of types, and by what they refer to. */
export function readResourceShapes(
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
  names: OwnNames,
): readonly UnknownShapeFact[] {
  return [
    ...[...stack.resources.values()].flatMap((block) => [
      ...(readSshDelivery(block, expressions) === undefined ? provisioners(block) : []),
      ...shapesOfType(block, stack, expressions, parts, names),
      ...insides(block, stack, expressions, parts),
    ]),
    ...[...stack.data.values()].flatMap((block) => {
      const verdict = dataSourceVerdict(block.type);
      return verdict === "inert" ? [] : [foreignOrOpen(block, verdict)];
    }),
  ];
}

function shapesOfType(
  block: Block,
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
  names: OwnNames,
): readonly UnknownShapeFact[] {
  const verdict = resourceTypeVerdict(block.type);
  switch (verdict) {
    case "judged":
    case "inert":
      return [];
    case "opens":
    case "unclassified":
      return [foreignOrOpen(block, verdict)];
    case "watched": {
      if (isOrdinaryAttachment(block, expressions) || isOwnGrant(block, stack, expressions) || isOwnSubscription(block))
        return [];
      const touched = [...expressions.mentions(block.body)].find(
        (address) => parts.has(address) || parts.isIdentity(address) || isOwnEndpoint(stack.resources.get(address)),
      );
      const ids = parts.idsOf(block);
      const literal = ids.find(({ name }) => parts.has(name))?.name;
      const hidden = ids.find((id) => id.kind !== "group" && parts.leads(id) === "undecided")?.name;
      if (touched ?? literal) {
        return [
          unknownShape(
            block,
            `resource type ${block.type}`,
            `it refers to ${touched ?? literal}, a part of a cluster, and no rule reads what it does there`,
          ),
        ];
      }
      if (hidden !== undefined) {
        return [
          unknownShape(
            block,
            `resource type ${block.type}`,
            `nobody can see whether ${asWritten(hidden)} is part of a cluster`,
          ),
        ];
      }
      const hiddenEnd = END_NAMED_BY.get(block.type);
      const end = hiddenEnd === undefined ? undefined : hiddenIn(block.body[hiddenEnd], stack, expressions, parts);
      if (end !== undefined) {
        return [
          unknownShape(block, `resource type ${block.type}`, `nobody can see whether ${end} is part of a cluster`),
        ];
      }
      const reached = reachesByName(block, { stack, expressions, parts, names });
      return reached === undefined ? [] : [unknownShape(block, `resource type ${block.type}`, reached)];
    }
  }
}

/** What is granted to a role of ours is read as a policy, statement by statement, where neither a control plane nor nodes work under it. */
function isOwnGrant(block: Block, stack: StackDocument, expressions: Expressions): boolean {
  if (!block.ours || block.byOverride || block.type !== "aws_iam_role_policy") return false;
  const role = expressions.resolve(block.body.role);
  if (role.kind !== "resource" || stack.resources.get(role.address)?.ours !== true) return false;
  if (refusesOnly(block, stack, expressions)) return true;
  return ![...stack.resources.values()].some(
    ({ type, body }) => WORK_UNDER_ROLES.has(type) && expressions.mentions(body).has(role.address),
  );
}

/** What only takes rights away from a role is nobody's concern. */
function refusesOnly(block: Block, stack: StackDocument, expressions: Expressions): boolean {
  const policy = readPolicyText(block.body.policy, stack, expressions);
  return policy.known && policy.value.length > 0 && policy.value.every(({ allows }) => !allows);
}

const WORK_UNDER_ROLES = new Set(["aws_eks_cluster", "aws_eks_node_group", "aws_eks_fargate_profile"]);

function isOwnEndpoint(block: Block | undefined): boolean {
  return block?.ours === true && block.type === "aws_vpc_endpoint";
}

/** The attribute by which each type names what it opens, where that is neither a subnet nor a VPC. */
const END_NAMED_BY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aws_vpc_peering_connection_accepter: "vpc_peering_connection_id",
    aws_vpc_peering_connection_options: "vpc_peering_connection_id",
    aws_ec2_transit_gateway_vpc_attachment_accepter: "transit_gateway_attachment_id",
    aws_ec2_transit_gateway_peering_attachment_accepter: "transit_gateway_attachment_id",
    aws_networkmanager_attachment_accepter: "attachment_id",
    aws_vpc_endpoint_service: "network_load_balancer_arns",
    aws_cloudfront_vpc_origin: "vpc_origin_endpoint_config",
    aws_ram_resource_association: "resource_arn",
    aws_vpc_endpoint_policy: "vpc_endpoint_id",
  }),
);

/** What a value names outside of the document, where that may be part of a cluster; what is shown inside is judged by itself. */
function hiddenIn(
  raw: unknown,
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
): string | undefined {
  const found = expressions.resolve(raw);
  if (found.kind === "resource") return stack.resources.has(found.address) ? undefined : asWritten(raw);
  if (found.kind === "unknown") {
    const isShown = expressions.mentions(raw).size > 0 && !expressions.takesFromOutside(raw);
    return isShown ? undefined : asWritten(raw);
  }
  const { value } = found;
  if (Array.isArray(value) || isObject(value)) {
    return Object.values(value)
      .map((item) => hiddenIn(item, stack, expressions, parts))
      .find((hidden) => hidden !== undefined);
  }
  const isId = typeof value === "string" && /^(?:arn:|pcx-|tgw-attach-|attachment-|vpce-)/.test(value);
  return isId && parts.hasNetwork() ? asWritten(raw) : undefined;
}

function foreignOrOpen(block: Block, verdict: "opens" | "unclassified" | "judged" | "watched"): UnknownShapeFact {
  const kind = block.mode === "data" ? "data source" : "resource type";
  if (!block.type.startsWith("aws_")) {
    const provider = providerOf(block.type);
    return unknownShape(block, `${kind} ${block.type}`, `no rule reads what the provider ${provider} does`, "", [
      `provider.${provider}`,
    ]);
  }
  const why =
    verdict === "unclassified"
      ? "nobody has decided yet whether this type can open a cluster"
      : "it can open a path, grant a right or run something, and the document does not show what";
  return unknownShape(block, `${kind} ${block.type}`, why);
}

/** The provider that Terraform takes for a type. */
function providerOf(type: string): string {
  return type.split("_")[0] ?? type;
}

function provisioners(block: Block): readonly UnknownShapeFact[] {
  const provisioner = block.body.provisioner;
  if (provisioner === undefined || provisioner === null) return [];
  const kinds = (Array.isArray(provisioner) ? provisioner : [provisioner]).flatMap((one) =>
    isObject(one) ? Object.keys(one) : ["unreadable"],
  );
  return kinds.map((kind) =>
    unknownShape(block, `provisioner ${kind}`, "it runs something that no rule reads", "provisioner"),
  );
}

/** Attributes of judged and harmless types that open something by themselves. */
function insides(
  block: Block,
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
): readonly UnknownShapeFact[] {
  const body = new BlockBody(expressions, block.body);
  const dynamic = body.raw("dynamic");
  switch (block.type) {
    case "aws_cloudwatch_event_target":
      return body.has("run_command_targets")
        ? [
            unknownShape(
              block,
              "commands on machines",
              "it runs a command on whatever machines carry a tag",
              "run_command_targets",
            ),
          ]
        : [];
    case "aws_iam_role":
      return ["inline_policy", "managed_policy_arns"]
        .filter((name) => parts.isIdentity(block.address) && body.has(name))
        .filter((name) => name !== "managed_policy_arns" || !areOrdinary(body))
        .map((name) =>
          unknownShape(
            block,
            `${name} of a role of a cluster`,
            "no rule reads what the cluster or its machines may do by it",
            name,
          ),
        );
    case "aws_eks_node_group": {
      const template = body.raw("launch_template");
      if (template === undefined && dynamic === undefined) return [];
      const shown = [...expressions.mentions(template)].some(
        (address) => stack.resources.get(address)?.type === "aws_launch_template",
      );
      return shown
        ? []
        : [
            unknownShape(
              block,
              "launch template that is not in this document",
              "nobody can see here what the machines run and wear",
              "launch_template",
            ),
          ];
    }
    default:
      return [];
  }
}

/**
 * The policies of AWS that a cluster and its machines cannot work without.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
const ORDINARY_POLICIES = new Set([
  "AmazonEKSClusterPolicy",
  "AmazonEKSVPCResourceController",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEKSFargatePodExecutionRolePolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
]);

/** Policies of AWS that stand in the role itself, as a state lists what is attached to it. */
function areOrdinary(role: BlockBody): boolean {
  const arns = role.texts("managed_policy_arns");
  return arns.known && arns.value.every(isOrdinaryPolicy);
}

function isOrdinaryPolicy(arn: string): boolean {
  const name = /:iam::aws:policy\/(?:service-role\/)?([A-Za-z0-9_]+)$/.exec(arn)?.[1];
  return name !== undefined && ORDINARY_POLICIES.has(name);
}

function isOrdinaryAttachment(block: Block, expressions: Expressions): boolean {
  if (block.type !== "aws_iam_role_policy_attachment") return false;
  const raw = block.body.policy_arn;
  const found = expressions.resolve(raw);
  const text = found.kind === "literal" ? String(found.value) : typeof raw === "string" ? knownTail(raw) : "";
  return isOrdinaryPolicy(text);
}
