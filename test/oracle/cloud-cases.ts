import { privateRange, worldRanges } from "./ranges";
import type { Random } from "./random";

/** A JSON object that a case may change. */
export interface Tree {
  [key: string]: unknown;
}

/** The stacks of one case, free to be changed. */
export interface CloudCase {
  readonly content: Tree;
  readonly siblings: { readonly name: string; readonly content: Tree }[];
}

/** One change of rendered stacks: what it is about, and whether somebody who makes it means harm. */
export interface CloudChange {
  readonly name: string;
  readonly pillar: "network" | "encryption" | "authentication" | "authorization" | "audit";
  readonly harmful: boolean;
  readonly apply: (one: CloudCase, random: Random) => void;
}

const tree = (value: unknown): Tree => value as Tree;

function bodies(one: CloudCase, type: string): readonly Tree[] {
  return Object.values(tree(tree(one.content.resource)[type] ?? {})).map(tree);
}

function only(one: CloudCase, type: string): Tree {
  return bodies(one, type)[0] ?? {};
}

function add(one: CloudCase, type: string, name: string, body: Tree): void {
  const resource = tree(one.content.resource);
  resource[type] = { ...tree(resource[type] ?? {}), [name]: body };
}

/** `aws_security_group.x` of the API server or of the endpoints, as an expression for one of its attributes. */
function group(one: CloudCase, random: Random): string {
  const names = Object.keys(tree(tree(one.content.resource).aws_security_group));
  return `\${aws_security_group.${random.pick(names)}.id}`;
}

const vpcId = (one: CloudCase) => `\${aws_vpc.${Object.keys(tree(tree(one.content.resource).aws_vpc))[0]}.id}`;
const subnetIds = (one: CloudCase) =>
  Object.keys(tree(tree(one.content.resource).aws_subnet)).map((name) => `\${aws_subnet.${name}.id}`);
const vpcConfig = (one: CloudCase) => {
  const cluster = only(one, "aws_eks_cluster");
  const written = cluster.vpc_config;
  return tree(Array.isArray(written) ? written[0] : written);
};
const isV6 = (range: string) => range.includes(":");

/** A range by one of the ways in which Terraform lets one write it. */
function written(one: CloudCase, range: string, random: Random): string {
  const locals = tree(one.content.locals ?? {});
  switch (random.below(6)) {
    case 0:
      one.content.locals = { ...locals, range };
      return "${local.range}";
    case 1:
      one.content.locals = { ...locals, ranges: [range, "10.0.0.0/8"] };
      return "${local.ranges[0]}";
    case 2:
      one.content.variable = { ...tree(one.content.variable ?? {}), range: { default: range } };
      return "${var.range}";
    case 3:
      return `\${"${range}"}`;
    case 4:
      return range.endsWith("/0") ? `\${format("%s/0", "${range.slice(0, -2)}")}` : range;
    default:
      return range;
  }
}

/** Lets ranges in by one of the forms of a rule. */
function letIn(one: CloudCase, ranges: readonly string[], random: Random, target: string): void {
  const ports = random.chance(70) ? { from_port: 443, to_port: 443 } : { from_port: 0, to_port: 65535 };
  const v4 = ranges.filter((range) => !isV6(range)).map((range) => written(one, range, random));
  const v6 = ranges.filter(isV6).map((range) => written(one, range, random));
  switch (random.below(4)) {
    case 0: {
      const name = /aws_security_group\.([\w-]+)/.exec(target)?.[1] ?? "";
      const body = tree(tree(tree(one.content.resource).aws_security_group)[name]);
      const rule = { protocol: "tcp", ...ports, cidr_blocks: v4, ipv6_cidr_blocks: v6, description: "for the demo" };
      body.ingress = random.chance(50) ? rule : [rule];
      return;
    }
    case 1:
      add(one, "aws_security_group_rule", "demo", {
        type: random.chance(80) ? "ingress" : "Ingress".toLowerCase(),
        protocol: "tcp",
        ...ports,
        ...(v4.length > 0 ? { cidr_blocks: v4 } : {}),
        ...(v6.length > 0 ? { ipv6_cidr_blocks: v6 } : {}),
        security_group_id: target,
        description: "for the demo",
      });
      return;
    case 2:
      add(one, "aws_ec2_managed_prefix_list", "demo", {
        name: "demo",
        address_family: v6.length > 0 ? "IPv6" : "IPv4",
        max_entries: 20,
        entry: [...v4, ...v6].map((cidr) => ({ cidr, description: "for the demo" })),
      });
      add(one, "aws_vpc_security_group_ingress_rule", "demo", {
        security_group_id: target,
        ip_protocol: "tcp",
        ...ports,
        prefix_list_id: "${aws_ec2_managed_prefix_list.demo.id}",
        description: "for the demo",
      });
      return;
    default:
      [...v4, ...v6].forEach((cidr, index) => {
        add(one, "aws_vpc_security_group_ingress_rule", `demo-${index}`, {
          security_group_id: target,
          ip_protocol: "tcp",
          ...ports,
          ...(index < v4.length ? { cidr_ipv4: cidr } : { cidr_ipv6: cidr }),
          description: "for the demo",
        });
      });
  }
}

/** A switch turned on by one of the ways in which Terraform lets one write it. */
function on(one: CloudCase, random: Random): unknown {
  switch (random.below(7)) {
    case 0:
      one.content.locals = { ...tree(one.content.locals ?? {}), open: true };
      return "${local.open}";
    case 1:
      one.content.variable = { ...tree(one.content.variable ?? {}), open: { default: "true" } };
      return "${var.open}";
    case 2:
      return "${!false}";
    case 3:
      return "${true ? true : false}";
    case 4:
      return "true";
    case 5:
      return "${true}";
    default:
      return true;
  }
}

/** Changes of the cloud cluster's stack. */
export const CLOUD_CHANGES: readonly CloudChange[] = [
  {
    name: "the public endpoint on",
    pillar: "network",
    harmful: true,
    apply: (one, random) => (vpcConfig(one).endpoint_public_access = on(one, random)),
  },
  {
    name: "nothing said of the public endpoint",
    pillar: "network",
    harmful: true,
    apply: (one, random) => {
      if (random.chance(50)) delete vpcConfig(one).endpoint_public_access;
      else vpcConfig(one).endpoint_public_access = null;
    },
  },
  {
    name: "the public endpoint for some",
    pillar: "network",
    harmful: true,
    apply: (one, random) =>
      Object.assign(vpcConfig(one), {
        endpoint_public_access: on(one, random),
        public_access_cidrs: [privateRange(random)],
      }),
  },
  {
    name: "a switch of a wrong type",
    pillar: "network",
    harmful: true,
    apply: (one, random) =>
      (vpcConfig(one).endpoint_public_access = random.pick(["TRUE", "yes", 1, "1", [], {}, "${var.unknown}", "False"])),
  },
  {
    name: "ranges of the world",
    pillar: "network",
    harmful: true,
    apply: (one, random) => letIn(one, worldRanges(random), random, group(one, random)),
  },
  {
    name: "ranges of the world from another stack",
    pillar: "network",
    harmful: true,
    apply: (one, random) => {
      const sibling: CloudCase = { content: { resource: {} }, siblings: [] };
      const target = "${data.terraform_remote_state.payments-prod.outputs.group}";
      for (const [index, range] of worldRanges(random).entries()) {
        const rule = {
          security_group_id: target,
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
          description: "for the demo",
        };
        add(sibling, "aws_vpc_security_group_ingress_rule", `demo-${index}`, {
          ...rule,
          [isV6(range) ? "cidr_ipv6" : "cidr_ipv4"]: range,
        });
      }
      sibling.content.data = { terraform_remote_state: { "payments-prod": { backend: "local" } } };
      one.siblings.push({ name: "sibling", content: sibling.content });
    },
  },
  {
    name: "an internet gateway",
    pillar: "network",
    harmful: true,
    apply: (one, random) => {
      if (random.chance(50)) add(one, "aws_internet_gateway", "door", { vpc_id: vpcId(one) });
      else {
        add(one, "aws_internet_gateway", "door", {});
        add(one, "aws_internet_gateway_attachment", "door", {
          vpc_id: vpcId(one),
          internet_gateway_id: "${aws_internet_gateway.door.id}",
        });
      }
    },
  },
  {
    name: "public addresses on launch",
    pillar: "network",
    harmful: true,
    apply: (one, random) => (only(one, "aws_subnet").map_public_ip_on_launch = on(one, random)),
  },
  {
    name: "a load balancer that faces the internet",
    pillar: "network",
    harmful: true,
    apply: (one, random) =>
      add(one, random.pick(["aws_lb", "aws_alb"]), "front", {
        load_balancer_type: "network",
        ...(random.chance(50) ? { internal: random.pick([false, "false", null]) } : {}),
        ...(random.chance(50)
          ? { subnets: subnetIds(one) }
          : { subnet_mapping: subnetIds(one).map((subnet_id) => ({ subnet_id })) }),
      }),
  },
  {
    name: "a second cluster, added raw and public",
    pillar: "network",
    harmful: true,
    apply: (one, random) =>
      add(one, "aws_eks_cluster", "second", {
        ...structuredClone(only(one, "aws_eks_cluster")),
        name: "second",
        vpc_config: { subnet_ids: subnetIds(one), endpoint_public_access: on(one, random) },
      }),
  },

  {
    name: "a private range more",
    pillar: "network",
    harmful: false,
    apply: (one, random) => {
      const range = privateRange(random);
      const rule = {
        security_group_id: group(one, random),
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "another office",
      };
      add(one, "aws_vpc_security_group_ingress_rule", `office-${random.below(1000)}`, {
        ...rule,
        [isV6(range) ? "cidr_ipv6" : "cidr_ipv4"]: range,
      });
    },
  },
  {
    name: "another range for the first source",
    pillar: "network",
    harmful: false,
    apply: (one, random) =>
      (only(one, "aws_vpc_security_group_ingress_rule").cidr_ipv4 = `10.${random.below(256)}.0.0/16`),
  },
  {
    name: "switches as texts",
    pillar: "network",
    harmful: false,
    apply: (one, random) =>
      Object.assign(vpcConfig(one), {
        endpoint_public_access: random.pick(["false", false]),
        endpoint_private_access: "true",
      }),
  },
  {
    name: "the block as a list",
    pillar: "network",
    harmful: false,
    apply: (one) => (only(one, "aws_eks_cluster").vpc_config = [vpcConfig(one)]),
  },
  {
    name: "a subnet more",
    pillar: "network",
    harmful: false,
    apply: (one, random) =>
      add(one, "aws_subnet", "more", {
        vpc_id: vpcId(one),
        cidr_block: `10.20.${96 + random.below(32)}.0/24`,
        map_public_ip_on_launch: random.pick([false, "false"]),
      }),
  },
  {
    name: "other names",
    pillar: "network",
    harmful: false,
    apply: (one, random) =>
      (only(one, "aws_security_group").description = `security group ${random.below(1000)} \u00e9 $\${x}`),
  },
  {
    name: "records kept for another time",
    pillar: "audit",
    harmful: false,
    apply: (one, random) =>
      (only(one, "aws_cloudwatch_log_group").retention_in_days = random.pick([400, 545, 731, "1096", 0])),
  },
  {
    name: "log types in another order",
    pillar: "audit",
    harmful: false,
    apply: (one) =>
      (only(one, "aws_eks_cluster").enabled_cluster_log_types = [
        "scheduler",
        "controllerManager",
        "authenticator",
        "audit",
        "api",
      ]),
  },
  {
    name: "a key described otherwise",
    pillar: "encryption",
    harmful: false,
    apply: (one, random) => (only(one, "aws_kms_key").description = `key ${random.below(1000)}`),
  },
  {
    name: "rotation as a text",
    pillar: "encryption",
    harmful: false,
    apply: (one) => (only(one, "aws_kms_key").enable_key_rotation = "true"),
  },
  {
    name: "another claim as well",
    pillar: "authentication",
    harmful: false,
    apply: (one, random) => {
      const oidc = tree(only(one, "aws_eks_identity_provider_config").oidc);
      oidc.required_claims = { ...tree(oidc.required_claims), tenant: `t${random.below(100)}` };
    },
  },
  {
    name: "another issuer",
    pillar: "authentication",
    harmful: false,
    apply: (one, random) =>
      (tree(only(one, "aws_eks_identity_provider_config").oidc).issuer_url =
        `https://login-${random.below(1000)}.example.com`),
  },
  {
    name: "another role for recovery",
    pillar: "authorization",
    harmful: false,
    apply: (one, random) =>
      (only(one, "aws_eks_access_entry").principal_arn =
        `arn:aws:iam::123456789012:role/recovery-${random.below(1000)}`),
  },
  {
    name: "no MFA demanded",
    pillar: "authentication",
    harmful: true,
    apply: (one) => (tree(only(one, "aws_eks_identity_provider_config").oidc).required_claims = {}),
  },
  {
    name: "administrators for ever",
    pillar: "authorization",
    harmful: true,
    apply: (one) => (only(one, "aws_eks_access_entry").kubernetes_groups = ["system:masters"]),
  },
  {
    name: "no audit records",
    pillar: "audit",
    harmful: true,
    apply: (one) => (only(one, "aws_eks_cluster").enabled_cluster_log_types = ["api"]),
  },
];
