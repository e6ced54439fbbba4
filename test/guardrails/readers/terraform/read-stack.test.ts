import { fc } from "../../../property";
import type { Allowance } from "../../../../lib/guardrails/allowance";
import {
  CLOSED,
  closedStack,
  type ResourcesByAddress,
  stackOf,
} from "../../../../lib/guardrails/fixtures/closed-stack";
import { judge } from "../../../../lib/guardrails/judge";
import type { TerraformDocument } from "../../../../lib/guardrails/document";
import { PUBLIC_WEBSITE } from "./public-website";

const isOurs = (path: string) => path === "cluster" || path.startsWith("cluster/");
const rulesHit = (document: TerraformDocument, allowances: readonly Allowance[] = []) => [
  ...new Set(judge([document], { isOurs, allowances }).findings.map(({ rule }) => rule)),
];
const ingress = (source: Readonly<Record<string, unknown>>, rule = {}): ResourcesByAddress => ({
  "aws_vpc_security_group_ingress_rule.attack": {
    security_group_id: "${aws_security_group.api.id}",
    ip_protocol: "-1",
    description: "attack",
    ...source,
    ...rule,
  },
});
const inline = (block: unknown): ResourcesByAddress => ({ "aws_security_group.api": { ingress: block } });
const OPEN_BLOCK = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], description: "attack" };
const team = (path: string) => ({ "//": { metadata: { path: `team/${path}` } } });

describe("a team's public website beside the cluster", () => {
  test("passes with no finding at all, whatever it opens for itself", () => {
    const findings = judge([closedStack(PUBLIC_WEBSITE)], { isOurs }).findings;
    expect(findings.map(({ rule, message, got, place }) => `${rule} ${place.path}: ${message} ${got}`)).toEqual([]);
  });

  test("passes beside a closed group of ours in the same network", () => {
    const ours = {
      "aws_security_group.closed": {
        "//": { metadata: { path: "cluster/closed/Resource" } },
        vpc_id: "${aws_vpc.site.id}",
      },
      "aws_vpc_security_group_ingress_rule.closed": {
        "//": { metadata: { path: "cluster/closed/vpn" } },
        security_group_id: "${aws_security_group.closed.id}",
        cidr_ipv4: "10.8.0.0/16",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "corporate VPN",
      },
    };
    expect(rulesHit(stackOf({ ...PUBLIC_WEBSITE, ...ours }))).toEqual([]);
  });

  test.each<readonly [string, ResourcesByAddress]>([
    ["its group is let into the cluster's", ingress({ referenced_security_group_id: "${aws_security_group.site.id}" })],
    [
      "its group is worn in a subnet of the cluster",
      {
        "aws_instance.bastion": {
          ...team("bastion"),
          subnet_id: "${aws_subnet.a.id}",
          vpc_security_group_ids: ["${aws_security_group.site.id}"],
        },
      },
    ],
    [
      "its group is attached to an interface that nobody can see",
      {
        "aws_network_interface_sg_attachment.x": {
          ...team("x"),
          security_group_id: "${aws_security_group.site.id}",
          network_interface_id: "eni-0123",
        },
      },
    ],
    [
      "its group is worn by the cluster's machines",
      {
        "aws_launch_template.nodes": { ...team("lt"), vpc_security_group_ids: ["${aws_security_group.site.id}"] },
        "aws_eks_node_group.n": { cluster_name: "prod", launch_template: [{ id: "${aws_launch_template.nodes.id}" }] },
      },
    ],
  ])("refuses it once %s", (_, change) => {
    expect(rulesHit(closedStack({ ...PUBLIC_WEBSITE, ...change }))).toContain("closed-inbound");
  });

  test("refuses it once its load balancer sends traffic to the cluster's machines", () => {
    const change = {
      "aws_autoscaling_attachment.x": {
        ...team("x"),
        autoscaling_group_name: "${aws_eks_node_group.n.resources[0].autoscaling_groups[0].name}",
        lb_target_group_arn: "${aws_lb_target_group.site.arn}",
      },
      "aws_eks_node_group.n": { cluster_name: "prod", subnet_ids: ["${aws_subnet.a.id}"] },
    };
    expect(rulesHit(closedStack({ ...PUBLIC_WEBSITE, ...change }))).toContain("isolated-network");
  });
});

describe("a security group of the cluster, opened", () => {
  const doors: readonly (readonly [string, ResourcesByAddress, Readonly<Record<string, unknown>>?])[] = [
    ["by a separate rule", ingress({ cidr_ipv4: "0.0.0.0/0" })],
    [
      "by a rule of the older kind",
      {
        "aws_security_group_rule.attack": {
          type: "ingress",
          security_group_id: "${aws_security_group.api.id}",
          protocol: "-1",
          cidr_blocks: ["0.0.0.0/0"],
          description: "x x",
        },
      },
    ],
    [
      "by a rule whose direction nobody can see",
      {
        "aws_security_group_rule.attack": {
          type: "${var.t}",
          security_group_id: "${aws_security_group.api.id}",
          protocol: "-1",
          cidr_blocks: ["0.0.0.0/0"],
        },
      },
    ],
    ["by an inline block", inline([OPEN_BLOCK])],
    ["by an inline block that is not in a list", inline(OPEN_BLOCK)],
    [
      "by inline and separate rules together",
      { ...inline([{ ...OPEN_BLOCK, cidr_blocks: ["0.0.0.0/1"] }]), ...ingress({ cidr_ipv4: "128.0.0.0/1" }) },
    ],
    [
      "to IPv6 inside an inline block",
      inline([{ ...OPEN_BLOCK, cidr_blocks: ["10.0.0.0/8"], ipv6_cidr_blocks: ["::/0"] }]),
    ],
    ["by a local value", ingress({ cidr_ipv4: "${local.open}" }), { locals: { open: "0.0.0.0/0" } }],
    [
      "by local values in a chain",
      ingress({ cidr_ipv4: "${local.a}" }),
      { locals: [{ a: "${local.b.c[1]}" }, { b: { c: ["10.0.0.0/8", "${local.d}"] }, d: "0.0.0.0/${local.e}", e: 0 }] },
    ],
    [
      "by a local list",
      { "aws_security_group.api": { ingress: "${local.rules}" } },
      { locals: { rules: [OPEN_BLOCK] } },
    ],
    [
      "by an attribute of another resource",
      {
        ...ingress({ cidr_ipv4: "${aws_vpc.wide.cidr_block}" }),
        "aws_vpc.wide": { ...team("wide"), cidr_block: "0.0.0.0/0" },
      },
    ],
    [
      "by a variable, whatever its default",
      ingress({ cidr_ipv4: "${var.r}" }),
      { variable: { r: { default: "10.0.0.0/8" } } },
    ],
    ["by a condition", ingress({ cidr_ipv4: '${var.x ? "10.0.0.0/8" : "0.0.0.0/0"}' })],
    ["by a function", ingress({ cidr_ipv4: '${format("%s/0", "0.0.0.0")}' })],
    ["by a directive", ingress({ cidr_ipv4: "%{ if true }0.0.0.0/0%{ endif }" })],
    ["by a data source", ingress({ cidr_ipv4: "${data.aws_ip_ranges.x.cidr_blocks[0]}" })],
    ["by for_each", ingress({ cidr_ipv4: "${each.value}" }, { for_each: ["0.0.0.0/0"] })],
    [
      "by count",
      ingress({ cidr_ipv4: "${local.l[count.index]}" }, { count: 2 }),
      { locals: { l: ["10.0.0.0/8", "0.0.0.0/0"] } },
    ],
    [
      "by generated blocks",
      { "aws_security_group.api": { dynamic: { ingress: { for_each: "${local.x}", content: {} } } } },
    ],
    [
      "by generated blocks in a list",
      { "aws_security_group.api": { dynamic: [{ ingress: [{ for_each: [1], content: {} }] }] } },
    ],
    ["by a value of another type", ingress({ cidr_ipv4: ["0.0.0.0/0"] })],
    ["by a list that is an expression", inline([{ ...OPEN_BLOCK, cidr_blocks: "${concat(local.a, local.b)}" }])],
    ["by a rule without a source", ingress({})],
    ["to the group of another account", ingress({ referenced_security_group_id: "123456789012/sg-0123" })],
    ["to a whole prefix list of AWS", ingress({ prefix_list_id: "${data.aws_ec2_managed_prefix_list.cloudfront.id}" })],
    [
      "by an entry beside a prefix list",
      {
        ...ingress({ prefix_list_id: "${aws_ec2_managed_prefix_list.l.id}" }),
        "aws_ec2_managed_prefix_list.l": {},
        "aws_ec2_managed_prefix_list_entry.e": {
          prefix_list_id: "${aws_ec2_managed_prefix_list.l.id}",
          cidr: "0.0.0.0/0",
        },
      },
    ],
    [
      "by a prefix list whose entries Terraform leaves alone",
      {
        ...ingress({ prefix_list_id: "${aws_ec2_managed_prefix_list.l.id}" }),
        "aws_ec2_managed_prefix_list.l": { lifecycle: { ignore_changes: ["entry"] } },
      },
    ],
    [
      "through a reference in a local value",
      ingress({ cidr_ipv4: "0.0.0.0/0", security_group_id: "${local.g}" }),
      { locals: { g: "${aws_security_group.api.id}" } },
    ],
    [
      "through an expression over it",
      ingress({ cidr_ipv4: "0.0.0.0/0", security_group_id: '${coalesce("", aws_security_group.api.id)}' }),
    ],
    ["through a module's output", ingress({ cidr_ipv4: "0.0.0.0/0", security_group_id: "${module.m.group}" })],
    [
      "through a parameter that holds its id",
      {
        ...ingress({ cidr_ipv4: "0.0.0.0/0", security_group_id: "${aws_ssm_parameter.g.value}" }),
        "aws_ssm_parameter.g": { ...team("g"), name: "/group", type: "String" },
      },
    ],
    [
      "by the default group of its network",
      { "aws_default_security_group.d": { ...team("d"), vpc_id: "${aws_vpc.main.id}", ingress: [OPEN_BLOCK] } },
    ],
  ];

  test.each(doors.map(([name, change, others]) => [name, closedStack(change, others)] as const))(
    "is refused %s",
    (_, document) => {
      expect(rulesHit(document)).toContain("closed-inbound");
    },
  );

  test("passes with texts that only look like expressions, when they are ranges", () => {
    const https = { ip_protocol: "tcp", from_port: 443, to_port: 443 };
    expect(rulesHit(closedStack(ingress({ cidr_ipv4: "10.1.0.0/16", description: "$${var.x} %%{y}" }, https)))).toEqual(
      [],
    );
    expect(rulesHit(closedStack(ingress({ cidr_ipv4: "${aws_vpc.main.cidr_block}" }, https)))).toEqual([]);
  });
});

describe("a document in another form", () => {
  const attack = {
    aws_vpc_security_group_ingress_rule: [
      { x: [{ security_group_id: "${aws_security_group.api.id}", cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }] },
    ],
  };
  const { content } = closedStack();
  const resource = (content as { resource: Record<string, unknown> }).resource;

  test.each<readonly [string, unknown]>([
    ["lists at every level", [{ resource: [resource, attack] }]],
    ["several objects at the top", [{ resource }, { resource: attack }]],
  ])("is read with %s", (_, written) => {
    expect(rulesHit({ ...closedStack(), content: written })).toContain("closed-inbound");
  });

  test.each<readonly [string, unknown]>([
    ["nothing", "not a document"],
    ["a text for resources", { resource: "x" }],
    ["a number for a type", { resource: { aws_vpc: 7 } }],
    ["a text for a body", { resource: { aws_vpc: { x: "y" } } }],
    ["the same address twice", { resource: [{ aws_vpc: { x: {} } }, { aws_vpc: { x: {} } }] }],
    ["a local value twice", { locals: [{ a: 1 }, { a: 2 }] }],
    ["a block that nobody knows", { action: { aws_lambda_invoke: { x: {} } } }],
    ["a data source inside a check", { check: { c: { data: { http: { x: { url: "http://x" } } } } } }],
    ["a foreign provider", { provider: { kubernetes: {} } }],
    ["a provider that only calls itself aws", { terraform: { required_providers: { aws: { source: "evil/aws" } } } }],
    ["an import of a security group", { import: [{ to: "aws_security_group.x", id: "sg-1" }] }],
    ["a rule that is left behind", { removed: { from: "aws_security_group_rule.x", lifecycle: { destroy: false } } }],
  ])("is refused with %s", (_, written) => {
    expect(rulesHit({ ...closedStack(), content: written })).toContain("known-shapes");
  });

  test("passes with what opens nothing at the top", () => {
    const others = {
      terraform: {
        required_version: ">= 1.5",
        required_providers: { aws: { source: "aws", version: "6.25.0" } },
        backend: { s3: { bucket: "state" } },
      },
      provider: {
        aws: [{ region: "eu-central-1", assume_role: [{ role_arn: "arn:aws:iam::123456789012:role/deploy" }] }],
      },
      output: { name: { value: "x" } },
      moved: [{ from: "aws_vpc.old", to: "aws_vpc.main" }],
      removed: [{ from: "aws_s3_bucket.old", lifecycle: { destroy: false } }],
      data: { terraform_remote_state: { network: { backend: "s3" } }, aws_partition: { this: {} } },
    };
    expect(rulesHit(closedStack({}, others))).toEqual([]);
  });
});

describe("the endpoint of a cluster", () => {
  const endpoint = (value: unknown, others = {}) =>
    closedStack(
      {
        "aws_eks_cluster.main": {
          vpc_config: [{ endpoint_private_access: true, endpoint_public_access: value, subnet_ids: [] }],
        },
      },
      others,
    );

  test.each([
    "True",
    "TRUE",
    "1",
    "yes",
    "",
    1,
    0,
    "0",
    [],
    {},
    "$${false}",
    "${var.x}",
    '${tobool("false")}',
    "${!true}",
    true,
    "true",
    null,
  ])("is refused with %j for the public one", (value) => {
    expect(rulesHit(endpoint(value))).toContain("private-endpoint");
  });

  test.each([false, "false", "${local.off}"])("passes with %j for the public one", (value) => {
    expect(rulesHit(endpoint(value, { locals: { off: false } }))).not.toContain("private-endpoint");
  });

  test("is refused with two blocks, of which one opens", () => {
    const closed = { endpoint_private_access: true, endpoint_public_access: false };
    expect(
      rulesHit(closedStack({ "aws_eks_cluster.main": { vpc_config: [closed, { endpoint_public_access: true }] } })),
    ).toContain("private-endpoint");
  });

  test("is refused with attributes of a cluster that no rule reads", () => {
    expect(
      rulesHit(
        closedStack({
          "aws_eks_cluster.main": { remote_network_config: { remote_node_networks: { cidrs: ["0.0.0.0/0"] } } },
        }),
      ),
    ).toEqual(["known-shapes"]);
  });

  test("of a team's own second cluster is judged as well", () => {
    const second = {
      "aws_eks_cluster.team": { ...team("eks"), name: "team", vpc_config: { subnet_ids: ["subnet-1"] } },
    };
    expect(rulesHit(closedStack(second))).toEqual(["private-endpoint"]);
  });
});

describe("the network of a cluster", () => {
  const route = (target: Readonly<Record<string, unknown>>): ResourcesByAddress => ({
    "aws_route_table.t": {
      ...team("t"),
      vpc_id: "${aws_vpc.main.id}",
      route: [{ cidr_block: "0.0.0.0/0", ...target }],
    },
  });

  test.each<readonly [string, ResourcesByAddress]>([
    [
      "an attached gateway",
      {
        "aws_internet_gateway.g": team("g"),
        "aws_internet_gateway_attachment.a": {
          ...team("a"),
          internet_gateway_id: "${aws_internet_gateway.g.id}",
          vpc_id: "${aws_vpc.main.id}",
        },
      },
    ],
    [
      "a gateway in the network that a subnet names",
      { "aws_internet_gateway.g": { ...team("g"), vpc_id: "${aws_subnet.a.vpc_id}" } },
    ],
    [
      "a gateway in the network that the cluster names",
      { "aws_internet_gateway.g": { ...team("g"), vpc_id: "${aws_eks_cluster.main.vpc_config[0].vpc_id}" } },
    ],
    ["a route to a gateway", route({ gateway_id: "igw-0123" })],
    [
      "a subnet beside its own that gives public addresses",
      { "aws_subnet.dmz": { ...team("dmz"), vpc_id: "${aws_vpc.main.id}", map_public_ip_on_launch: true } },
    ],
    ["a subnet that gives IPv6 addresses", { "aws_subnet.a": { assign_ipv6_address_on_creation: "${var.x}" } }],
    [
      "an elastic address on a machine in it",
      {
        "aws_instance.i": { ...team("i"), subnet_id: "${aws_subnet.a.id}" },
        "aws_eip.e": { ...team("e"), instance: "${aws_instance.i.id}" },
      },
    ],
    [
      "an elastic address associated with a machine in it",
      {
        "aws_instance.i": { ...team("i"), subnet_id: "${aws_subnet.a.id}" },
        "aws_eip_association.e": { ...team("e"), instance_id: "${aws_instance.i.id}", allocation_id: "eipalloc-1" },
      },
    ],
    [
      "a machine with a public address",
      { "aws_instance.i": { ...team("i"), subnet_id: "${aws_subnet.a.id}", associate_public_ip_address: true } },
    ],
    ["a public NAT gateway", { "aws_nat_gateway.n": { ...team("n"), subnet_id: "${aws_subnet.a.id}" } }],
    ["a load balancer of the older kind", { "aws_elb.e": { ...team("e"), subnets: ["${aws_subnet.a.id}"] } }],
    [
      "a load balancer with addresses of its own",
      { "aws_lb.l": { ...team("l"), internal: "${var.x}", subnet_mapping: [{ subnet_id: "${aws_subnet.b.id}" }] } },
    ],
    [
      "a load balancer that wears the cluster's group",
      { "aws_lb.l": { ...team("l"), internal: false, security_groups: ["${aws_security_group.api.id}"] } },
    ],
    [
      "an accelerator in front of an internal load balancer",
      {
        "aws_lb.l": {
          ...team("l"),
          internal: true,
          subnets: ["${aws_subnet.a.id}"],
          security_groups: ["${aws_security_group.api.id}"],
        },
        "aws_globalaccelerator_endpoint_group.g": {
          ...team("g"),
          endpoint_configuration: { endpoint_id: "${aws_lb.l.arn}" },
        },
      },
    ],
  ])("is refused with %s", (_, change) => expect(rulesHit(closedStack(change))).toContain("isolated-network"));

  test.each<readonly [string, ResourcesByAddress, string]>([
    ["a route into a peering", route({ vpc_peering_connection_id: "pcx-1" }), "aws_route_table.t"],
    [
      "a route by itself, into a transit gateway",
      {
        "aws_route.r": {
          ...team("r"),
          route_table_id: "${aws_vpc.main.main_route_table_id}",
          destination_cidr_block: "0.0.0.0/0",
          transit_gateway_id: "tgw-1",
        },
      },
      "aws_route.r",
    ],
    [
      "a private NAT gateway",
      { "aws_nat_gateway.n": { ...team("n"), subnet_id: "${aws_subnet.a.id}", connectivity_type: "private" } },
      "aws_nat_gateway.n",
    ],
    [
      "a transit gateway attachment",
      {
        "aws_ec2_transit_gateway_vpc_attachment.t": {
          ...team("t"),
          vpc_id: "vpc-1",
          subnet_ids: ["${aws_subnet.a.id}"],
        },
      },
      "aws_ec2_transit_gateway_vpc_attachment.t",
    ],
    ["a VPN gateway", { "aws_vpn_gateway.v": { ...team("v"), vpc_id: "${aws_vpc.main.id}" } }, "aws_vpn_gateway.v"],
    [
      "an egress-only gateway",
      { "aws_egress_only_internet_gateway.e": { ...team("e"), vpc_id: "${aws_vpc.main.id}" } },
      "aws_egress_only_internet_gateway.e",
    ],
    [
      "an endpoint service in front of it",
      {
        "aws_lb.l": {
          ...team("l"),
          internal: true,
          subnets: ["${aws_subnet.a.id}"],
          security_groups: ["${aws_security_group.api.id}"],
        },
        "aws_vpc_endpoint_service.s": { ...team("s"), network_load_balancer_arns: ["${aws_lb.l.arn}"] },
      },
      "aws_vpc_endpoint_service.s",
    ],
    [
      "an internal load balancer without a group",
      { "aws_lb.l": { ...team("l"), internal: true, subnets: ["${aws_subnet.a.id}"] } },
      "aws_lb.l",
    ],
    [
      "a gateway in a network that nobody can see",
      { "aws_internet_gateway.g": { ...team("g"), vpc_id: "${var.vpc}" } },
      "aws_internet_gateway.g",
    ],
    [
      "a gateway in a network by literal id, while the cluster's is known after apply",
      { "aws_internet_gateway.g": { ...team("g"), vpc_id: "vpc-1" } },
      "aws_internet_gateway.g",
    ],
    [
      "a launch template of another document",
      {
        "aws_eks_node_group.n": { ...team("n"), cluster_name: "prod", launch_template: { id: "lt-1" } },
        "aws_eks_addon.cni": {
          cluster_name: "prod",
          addon_name: "vpc-cni",
          configuration_values: '{"enableNetworkPolicy":"true"}',
        },
      },
      "aws_eks_node_group.n",
    ],
    [
      "a way in for a node by its role",
      { "aws_eks_access_entry.n": { ...team("n"), cluster_name: "prod", principal_arn: "x", type: "EC2_LINUX" } },
      "aws_eks_access_entry.n",
    ],
    [
      "inline policies of the role that the cluster acts as",
      { "aws_iam_role.cluster": { inline_policy: [{ policy: "{}" }] } },
      "aws_iam_role.cluster",
    ],
    [
      "commands on machines by tag",
      { "aws_cloudwatch_event_target.t": { ...team("t"), run_command_targets: [{ key: "tag:x", values: ["y"] }] } },
      "aws_cloudwatch_event_target.t",
    ],
  ])("with %s needs the team's word, and takes it", (_, change, name) => {
    const document = closedStack(change);
    expect(rulesHit(document)).toEqual(["known-shapes"]);
    expect(rulesHit(document, [{ name, why: "it leads to the company network, which is trusted" }])).toEqual([]);
  });

  test("by literal ids is told apart from other networks by literal ids", () => {
    const { "aws_vpc.main": _vpc, "aws_subnet.a": _a, "aws_subnet.b": _b, ...rest } = CLOSED;
    const existing = {
      ...rest,
      "aws_security_group.api": { name: "prod-api", vpc_id: "vpc-1" },
      "aws_eks_cluster.main": {
        ...rest["aws_eks_cluster.main"],
        vpc_config: {
          endpoint_private_access: true,
          endpoint_public_access: false,
          subnet_ids: ["subnet-1", "subnet-2"],
          security_group_ids: ["${aws_security_group.api.id}"],
        },
      },
    };
    const gateway = (vpc_id: string) => ({ "aws_internet_gateway.g": { ...team("g"), vpc_id } });
    const balancer = (...subnets: readonly string[]) => ({ "aws_lb.l": { ...team("l"), subnets } });
    expect(rulesHit(stackOf({ ...existing, ...gateway("vpc-2"), ...balancer("subnet-7", "subnet-8") }))).toEqual([]);
    expect(rulesHit(stackOf({ ...existing, ...gateway("vpc-1") }))).toContain("isolated-network");
    expect(rulesHit(stackOf({ ...existing, ...balancer("subnet-7", "subnet-1") }))).toContain("isolated-network");
  });
});

describe("logs and providers of a cluster", () => {
  test("are refused when the log group may not exist", () => {
    expect(
      rulesHit(closedStack({ "aws_cloudwatch_log_group.control_plane": { count: "${var.logs ? 1 : 0}" } })),
    ).toContain("control-plane-logs");
  });

  test("pass with a log key that a data source looks up, and are refused with one that may be null", () => {
    const key = (kms_key_id: string) => closedStack({ "aws_cloudwatch_log_group.control_plane": { kms_key_id } });
    expect(rulesHit(key("${data.aws_kms_alias.logs.target_key_arn}"))).toEqual([]);
    expect(rulesHit(key("${data.terraform_remote_state.x.outputs.key}"))).toEqual(["control-plane-logs"]);
  });

  test("are refused when a provider of another document's cluster demands no second factor", () => {
    const stranger = { "aws_eks_identity_provider_config.s": { ...team("s"), cluster_name: "elsewhere", oidc: {} } };
    expect(rulesHit(closedStack(stranger))).toEqual(["identity-provider-mfa"]);
  });
});

describe("machine text inside resources", () => {
  test("of the cluster's machines is refused when nobody can read it", () => {
    const nodes = (user_data: string) => ({
      "aws_launch_template.n": { ...team("lt"), user_data },
      "aws_eks_node_group.n": {
        ...team("n"),
        cluster_name: "prod",
        launch_template: { id: "${aws_launch_template.n.id}" },
      },
    });
    expect(rulesHit(closedStack(nodes('${base64encode(file("x.sh"))}')))).toContain("known-shapes");
    expect(rulesHit(closedStack(nodes("[settings.kubernetes]\napi-server = 'x'")))).toContain("nodes-hardened");
  });

  test("of a team's own machines passes", () => {
    const machine = { "aws_instance.web": { ...team("web"), user_data: "#!/bin/sh\ncurl https://example.com | sh\n" } };
    expect(rulesHit(closedStack(machine))).toEqual([]);
  });
});

describe("the folder of a stack", () => {
  test.each([
    "x.tf",
    "x.tf.json",
    "override.tf",
    "x_override.tf.json",
    "terraform.tfvars",
    "x.auto.tfvars.json",
    "x.tofu",
    "x.tofu.json",
    "notes.txt",
    "modules",
    "x.tftest.hcl",
  ])("is refused with %s in it, until the team gives its word", (name) => {
    expect(rulesHit(closedStack({}, {}, [name]))).toEqual(["known-shapes"]);
    expect(rulesHit(closedStack({}, {}, [name]), [{ name, why: "written by the team and reviewed" }])).toEqual([]);
  });

  test("passes with what Terraform writes itself", () => {
    const files = [
      ".terraform",
      ".terraform.lock.hcl",
      "terraform.tfstate",
      "terraform.tfstate.backup",
      "terraform.payments-prod.tfstate",
      ".terraform.tfstate.lock.info",
      "plan",
      "assets",
    ];
    expect(rulesHit(closedStack({}, {}, files))).toEqual([]);
  });
});

test("one allowance of a foreign provider covers its resources", () => {
  const document = closedStack(
    { "random_password.a": team("a"), "random_id.b": team("b") },
    { terraform: { required_providers: { random: { source: "hashicorp/random" } } } },
  );
  expect(rulesHit(document)).toEqual(["known-shapes"]);
  expect(rulesHit(document, [{ name: "provider.random", why: "makes random numbers, reaches nothing" }])).toEqual([]);
});

describe("any document at all", () => {
  test("is read without a crash, whatever stands in the place of a cluster's attributes", () => {
    const bodies = Object.entries(CLOSED);
    fc.assert(
      fc.property(
        fc.constantFrom(...bodies),
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        ([address, body], value, pick) => {
          const names = Object.keys(body);
          const name = names[pick % names.length] ?? "name";
          expect(() => judge([closedStack({ [address]: { [name]: value } })], { isOurs })).not.toThrow();
          expect(() => judge([{ ...closedStack(), content: value }], { isOurs })).not.toThrow();
          expect(() =>
            judge([closedStack({}, { locals: value, module: value, terraform: value, removed: value })], { isOurs }),
          ).not.toThrow();
        },
      ),
    );
  });

  test("with values that lead in a circle is refused, not followed for ever", () => {
    const locals = { a: "${local.b}", b: "x${local.c}", c: "${local.a}" };
    expect(rulesHit(closedStack(ingress({ cidr_ipv4: "${local.a}" }), { locals }))).toContain("closed-inbound");
    const groups = {
      "aws_vpc_security_group_ingress_rule.x": {
        security_group_id: "${aws_vpc_security_group_ingress_rule.x.security_group_id}",
        cidr_ipv4: "0.0.0.0/0",
      },
    };
    expect(rulesHit(closedStack(groups))).toContain("closed-inbound");
  });
});
