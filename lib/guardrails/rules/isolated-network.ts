import { closedStack, type ResourcesByAddress } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { notApplicable, PASS } from "../verdict";

/** Nothing makes a path between a cluster's network and the internet. */
export const ISOLATED_NETWORK: Rule<"network-path"> = {
  id: "isolated-network",
  title: "No gateway, public address or internet-facing load balancer leads into the network of a cluster.",
  why: "With a path from the internet, one mistake in one rule is enough to open a node or the API server to everybody.",
  fix: "Take the resource out, or give it a network of its own: another VPC, without a route to the cluster's.",
  controls: ["CIS-EKS-1.8 5.4.3", "NIST-800-53 SC-7"],
  judges: "network-path",
  reach: "exposure",
  promise: 1,
  judge(fact) {
    if (fact.leadsToCluster === false) return notApplicable("it does not lead to a cluster");
    if (fact.outboundOnly !== undefined) return PASS;
    const fault = { at: "", got: fact.got, message: `${fact.what} in the network of a cluster` };
    return fact.leadsToCluster === true
      ? { verdict: "fail", faults: [fault] }
      : { verdict: "unknown", faults: [fault] };
  },
  fixtures: () => ({
    pass: [
      { name: "a network without a path to others", documents: [closedStack()] },
      { name: "a declared way out that nobody comes in by", documents: [egress({})] },
      {
        name: "another network has an internet gateway and a public load balancer",
        ours: ["cluster"],
        documents: [
          closedStack({
            "aws_vpc.site": { "//": { metadata: { path: "team/vpc" } }, cidr_block: "10.99.0.0/16" },
            "aws_subnet.site": {
              "//": { metadata: { path: "team/subnet" } },
              vpc_id: "${aws_vpc.site.id}",
              map_public_ip_on_launch: true,
            },
            "aws_internet_gateway.site": { "//": { metadata: { path: "team/gateway" } }, vpc_id: "${aws_vpc.site.id}" },
            "aws_lb.site": { "//": { metadata: { path: "team/lb" } }, subnets: ["${aws_subnet.site.id}"] },
          }),
        ],
      },
    ],
    fail: [
      {
        name: "an internet gateway",
        documents: [closedStack({ "aws_internet_gateway.igw": { vpc_id: "${aws_vpc.main.id}" } })],
      },
      {
        name: "a way out without a reason",
        documents: [egress({ "aws_nat_gateway.out": { tags: { "portcullis:why": "" } } })],
      },
      {
        name: "a NAT gateway in a subnet, which then leads to the internet gateway",
        documents: [egress({ "aws_nat_gateway.out": { availability_mode: null, subnet_id: "${aws_subnet.a.id}" } })],
      },
      {
        name: "a route of machines to the internet gateway beside a declared way out",
        documents: [
          egress({
            "aws_route.in": {
              route_table_id: "${aws_route_table.main.id}",
              gateway_id: "${aws_internet_gateway.out.id}",
            },
          }),
        ],
      },
      {
        name: "a route table of the internet gateway itself beside a declared way out",
        documents: [
          egress({
            "aws_route_table_association.edge": {
              gateway_id: "${aws_internet_gateway.out.id}",
              route_table_id: "${aws_route_table.main.id}",
            },
          }),
        ],
      },
      {
        name: "an internet gateway by its id beside a declared way out",
        documents: [egress({ "aws_route_table.main": { route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }] } })],
      },
      {
        name: "public addresses on launch beside a declared way out",
        documents: [egress({ "aws_subnet.a": { map_public_ip_on_launch: true } })],
      },
      {
        name: "public addresses on launch",
        documents: [closedStack({ "aws_subnet.a": { map_public_ip_on_launch: "true" } })],
      },
      {
        name: "a load balancer that does not say that it is internal",
        documents: [closedStack({ "aws_lb.front": { subnets: ["${aws_subnet.a.id}"] } })],
      },
      {
        name: "a load balancer elsewhere that sends traffic to the cluster's machines",
        ours: ["cluster"],
        documents: [
          closedStack({
            "aws_lb.front": { internal: false, subnets: ["subnet-1", "subnet-2"] },
            "aws_lb_target_group.nodes": { vpc_id: "${aws_vpc.main.id}", port: 30000 },
            "aws_lb_listener.https": {
              load_balancer_arn: "${aws_lb.front.arn}",
              default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.nodes.arn}" }],
            },
          }),
        ],
      },
      {
        name: "a launch template that gives machines of the cluster public addresses",
        documents: [
          closedStack({
            "aws_launch_template.nodes": { network_interfaces: { associate_public_ip_address: "true" } },
            "aws_eks_node_group.main": {
              cluster_name: "prod",
              launch_template: { id: "${aws_launch_template.nodes.id}" },
            },
          }),
        ],
      },
    ],
  }),
};

/** The closed stack with a way out as it is declared. */
function egress(changes: ResourcesByAddress) {
  const resources: ResourcesByAddress = {
    "aws_internet_gateway.out": { vpc_id: "${aws_vpc.main.id}" },
    "aws_nat_gateway.out": {
      vpc_id: "${aws_vpc.main.id}",
      availability_mode: "regional",
      tags: { "portcullis:why": "payment provider" },
    },
    "aws_route_table.main": {
      vpc_id: "${aws_vpc.main.id}",
      route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: "${aws_nat_gateway.out.id}" }],
    },
  };
  const changed = Object.keys(changes).map((address) => [address, { ...resources[address], ...changes[address] }]);
  return closedStack({ ...resources, ...Object.fromEntries(changed) });
}
