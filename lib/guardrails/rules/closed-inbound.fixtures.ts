import { closedStack, stackOf } from "../fixtures/closed-stack";
import type { RuleFixtures } from "../rule";

const rule = (source: Readonly<Record<string, unknown>>) => ({
  security_group_id: "${aws_security_group.api.id}",
  ip_protocol: "tcp",
  from_port: 443,
  to_port: 443,
  description: "a reason",
  ...source,
});
const ADDED = "aws_vpc_security_group_ingress_rule.added";

export function closedInboundFixtures(): RuleFixtures {
  return {
    pass: [
      { name: "a private range reaches the API server", documents: [closedStack()] },
      {
        name: "machines with another group of the same document reach the API server",
        documents: [
          closedStack({
            "aws_security_group.build": { vpc_id: "${aws_vpc.main.id}" },
            [ADDED]: rule({ referenced_security_group_id: "${aws_security_group.build.id}" }),
          }),
        ],
      },
      {
        name: "the ranges of a prefix list in the same document are private",
        documents: [
          closedStack({
            "aws_ec2_managed_prefix_list.offices": {
              entry: [{ cidr: "10.9.0.0/16", description: "Berlin" }, { cidr: "192.168.7.0/24" }],
            },
            [ADDED]: rule({ prefix_list_id: "${aws_ec2_managed_prefix_list.offices.id}" }),
          }),
        ],
      },
      {
        name: "a group that nothing of the cluster wears is open, as that of a website must be",
        ours: ["cluster"],
        documents: [
          stackOf({
            "aws_security_group.site": {
              "//": { metadata: { path: "team/site" } },
              vpc_id: "vpc-0123",
              ingress: [{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] }],
            },
          }),
        ],
      },
    ],
    fail: [
      { name: "all of IPv4", documents: [closedStack({ [ADDED]: rule({ cidr_ipv4: "0.0.0.0/0" }) })] },
      { name: "all of IPv6", documents: [closedStack({ [ADDED]: rule({ cidr_ipv6: "::/0" }) })] },
      {
        name: "all of IPv4, written as IPv6",
        documents: [closedStack({ [ADDED]: rule({ cidr_ipv6: "::ffff:0:0/96" }) })],
      },
      {
        name: "one routable address, which the cloud profile does not permit",
        documents: [closedStack({ [ADDED]: rule({ cidr_ipv4: "9.9.9.9/32" }) })],
      },
      {
        name: "the world in two halves",
        documents: [
          closedStack({ [ADDED]: rule({ cidr_ipv4: "0.0.0.0/1" }), [`${ADDED}2`]: rule({ cidr_ipv4: "128.0.0.0/1" }) }),
        ],
      },
      {
        name: "a range with host bits, which firewalls read as everything",
        documents: [closedStack({ [ADDED]: rule({ cidr_ipv4: "1.2.3.4/0" }) })],
      },
      {
        name: "a prefix list that the document does not hold",
        documents: [closedStack({ [ADDED]: rule({ prefix_list_id: "pl-0123" }) })],
      },
      {
        name: "a range that a variable gives",
        documents: [
          closedStack(
            { [ADDED]: rule({ cidr_ipv4: "${var.open}" }) },
            { variable: { open: { default: "10.0.0.0/8" } } },
          ),
        ],
      },
      {
        name: "an open rule for a group by its literal id",
        documents: [closedStack({ [ADDED]: rule({ security_group_id: "sg-0123", cidr_ipv4: "0.0.0.0/0" }) })],
      },
      {
        name: "an open rule for the group that EKS makes itself",
        documents: [
          closedStack({
            [ADDED]: rule({
              security_group_id: "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",
              cidr_ipv4: "0.0.0.0/0",
            }),
          }),
        ],
      },
      {
        name: "SSH access of a node group, which EKS opens to the world without source groups",
        documents: [
          closedStack({ "aws_eks_node_group.main": { cluster_name: "prod", remote_access: { ec2_ssh_key: "ops" } } }),
        ],
      },
    ],
  };
}
