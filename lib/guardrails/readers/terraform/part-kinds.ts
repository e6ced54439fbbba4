/** The kinds of things that a cluster's network consists of; a machine is whatever stands in a subnet and takes traffic. */
export type PartKind = "group" | "subnet" | "vpc" | "machine" | "target";

/** The types that a network of a cluster consists of. */
export const KIND_OF_TYPE: ReadonlyMap<string, PartKind> = new Map(
  Object.entries({
    aws_security_group: "group",
    aws_default_security_group: "group",
    aws_subnet: "subnet",
    aws_default_subnet: "subnet",
    aws_vpc: "vpc",
    aws_default_vpc: "vpc",
    aws_launch_template: "machine",
    aws_launch_configuration: "machine",
    aws_autoscaling_group: "machine",
    aws_instance: "machine",
    aws_spot_instance_request: "machine",
    aws_network_interface: "machine",
    aws_lb: "machine",
    aws_alb: "machine",
    aws_elb: "machine",
    aws_lb_target_group: "target",
    aws_alb_target_group: "target",
  } as const),
);

/** What a cluster acts as and is secured with. */
export const IDENTITY_TYPES = new Set([
  "aws_iam_role",
  "aws_iam_instance_profile",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_kms_external_key",
]);

/** Those of Amazon EKS that act under the roles they are given; access entries let roles in instead. */
export const WORKS_UNDER_ROLES = new Set([
  "aws_eks_addon",
  "aws_eks_cluster",
  "aws_eks_fargate_profile",
  "aws_eks_node_group",
]);

/** Rules that let something into a group. */
export const INGRESS_RULES = new Set(["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]);
/** What puts machines behind a load balancer. */
export const ATTACHES_TARGETS = new Set([
  "aws_lb_target_group_attachment",
  "aws_alb_target_group_attachment",
  "aws_autoscaling_attachment",
]);

/** How AWS writes ids. */
export const LITERAL_ID = { vpc: /^vpc-/, subnet: /^subnet-/ } as const;
