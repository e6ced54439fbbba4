import { closedStack, type ResourcesByAddress, stackOf } from "../../../../lib/guardrails/fixtures/closed-stack";
import { judge } from "../../../../lib/guardrails/judge";
import type { TerraformDocument } from "../../../../lib/guardrails/document";

const isOurs = (path: string) => path === "cluster" || path.startsWith("cluster/");
const rulesHit = (...documents: readonly TerraformDocument[]) => [
  ...new Set(judge(documents, { isOurs }).findings.map(({ rule }) => rule)),
];
const team = (path: string) => ({ "//": { metadata: { path: `team/${path}` } } });
type Others = Readonly<Record<string, unknown>>;

describe("the user data of a machine of ours", () => {
  const kubeadm = (mode: string) =>
    `#cloud-config\n${JSON.stringify({
      write_files: [
        {
          path: "/etc/kubernetes/kubeadm.yaml",
          permissions: "0600",
          content: JSON.stringify({
            apiVersion: "kubeadm.k8s.io/v1beta4",
            kind: "ClusterConfiguration",
            apiServer: { extraArgs: [{ name: "authorization-mode", value: mode }] },
          }),
        },
      ],
    })}`;
  const EVIL = kubeadm("AlwaysAllow");
  const machine = (body: Readonly<Record<string, unknown>>, others: Others = {}) =>
    stackOf({ "terraform_data.machine": { "//": { metadata: { path: "cluster/node/user-data" } }, ...body } }, others);

  test.each<readonly [string, TerraformDocument]>([
    ["in a local value", machine({ input: { user_data: "${local.ud}" } }, { locals: { ud: EVIL } })],
    ["in a local object", machine({ input: "${local.input}" }, { locals: { input: { user_data: EVIL } } })],
    ["in a local list", machine({ input: { user_data: "${local.l}" } }, { locals: { l: [EVIL] } })],
    [
      "in a local object inside another",
      machine({ input: "${local.a}" }, { locals: { a: { b: "${local.c}" }, c: { d: EVIL } } }),
    ],
  ])("is read %s", (_, document) => expect(rulesHit(document)).toContain("api-server-flags"));

  test.each<readonly [string, TerraformDocument]>([
    ["a short variable", machine({ input: { user_data: "${var.u}" } })],
    ["a variable as the whole input", machine({ input: "${var.machine_input}" })],
    ["a file that is decoded", machine({ input: '${jsondecode(file("x.json"))}' })],
    ["objects that are merged", machine({ input: '${merge({user_data="x"},{})}' })],
    ["a variable beside what was judged", machine({ triggers_replace: '${join("\\n", ["#cloud-config", "x"])}' })],
    ["a short text that nobody reads", machine({ input: { user_data: "#!/bin/sh" } })],
    ["a text instead of an object", machine({ input: "#!/bin/sh" })],
    ["local values in a circle", machine({ input: "${local.a}" }, { locals: { a: { b: "${local.a}" } } })],
  ])("is refused as %s", (_, document) => expect(rulesHit(document)).toEqual(["known-shapes"]));

  const REPLACED = '${replace(terraform_data.machine.output.user_data, "Node,RBAC", "AlwaysAllow")}';
  const plain = { input: { name: "x" } };
  test.each<readonly [string, ResourcesByAddress, Others]>([
    ["in an output", {}, { output: { ud: { value: REPLACED } } }],
    ["in a local value", {}, { locals: { ud: REPLACED } }],
    ["in an object in a bucket", { "aws_s3_object.o": { ...team("o"), content: REPLACED } }, {}],
    [
      "in a parameter, by a local value",
      { "aws_ssm_parameter.o": { ...team("o"), value: '${replace(local.u, "a", "b")}' } },
      { locals: { u: "${terraform_data.machine.output.user_data}" } },
    ],
    [
      "by text around it",
      { "aws_instance.o": { ...team("o"), user_data: "${terraform_data.machine.output.user_data}\nruncmd: []" } },
      {},
    ],
    [
      "by its input",
      {
        "aws_instance.o": {
          ...team("o"),
          user_data: '${templatestring(terraform_data.machine.input["user_data"], {})}',
        },
      },
      {},
    ],
    [
      "by its input in an index",
      { "aws_instance.o": { ...team("o"), user_data: '${join("", values(terraform_data.machine["output"]))}' } },
      {},
    ],
  ])("is refused where it is changed %s", (_, resources, others) => {
    const document = machine(plain, others);
    const content = document.content as { resource: Record<string, unknown> };
    const more = stackOf(resources).content as { resource: Record<string, unknown> };
    const changed = { ...document, content: { ...content, resource: { ...content.resource, ...more.resource } } };
    expect(rulesHit(changed)).toEqual(["known-shapes"]);
  });

  test("passes where it is handed on, encoded or compared", () => {
    const resources = {
      "terraform_data.machine": { "//": { metadata: { path: "cluster/node/user-data" } }, ...plain },
      "aws_instance.o": { ...team("o"), user_data: "${terraform_data.machine.output.user_data}" },
      "aws_instance.p": { ...team("p"), user_data_base64: "${base64gzip(terraform_data.machine.output.user_data)}" },
      "aws_s3_object.q": {
        ...team("q"),
        key: "machines/${terraform_data.machine.id}",
        content: "${local.ud}",
        etag: "${md5(local.ud)}",
        depends_on: ["terraform_data.machine"],
        lifecycle: { replace_triggered_by: ["terraform_data.machine"] },
      },
    };
    const others = {
      locals: { ud: "${terraform_data.machine.output.user_data}" },
      output: { ud: { value: "${terraform_data.machine.output.user_data}" } },
    };
    expect(rulesHit(stackOf(resources, others))).toEqual([]);
  });

  test("of a team's own is its own concern", () => {
    expect(rulesHit(closedStack({ "terraform_data.t": { ...team("t"), input: "${var.release}" } }))).toEqual([]);
  });
});

describe("a stack without a cluster", () => {
  const STATE = "data.terraform_remote_state.cross-stack-reference-input-prod.outputs.cross-stack-output";
  const remote = (name: string) => `\${${STATE}-${name}}`;
  const beside = (resources: ResourcesByAddress) => stackOf(resources, { data: { terraform_remote_state: { x: {} } } });

  test.each<readonly [string, ResourcesByAddress]>([
    ["an internet gateway", { "aws_internet_gateway.x": { ...team("x"), vpc_id: remote("vpc") } }],
    [
      "a route",
      {
        "aws_route.x": {
          ...team("x"),
          route_table_id: remote("table"),
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: "igw-1",
        },
      },
    ],
    ["a public load balancer", { "aws_lb.x": { ...team("x"), subnets: [remote("subnet")] } }],
    ["a NAT gateway", { "aws_nat_gateway.x": { ...team("x"), subnet_id: remote("subnet") } }],
    ["a public subnet", { "aws_subnet.x": { ...team("x"), vpc_id: remote("vpc"), map_public_ip_on_launch: true } }],
    [
      "a machine with a public address",
      { "aws_instance.x": { ...team("x"), subnet_id: remote("subnet"), associate_public_ip_address: true } },
    ],
    ["a peering", { "aws_vpc_peering_connection.x": { ...team("x"), vpc_id: remote("vpc"), peer_vpc_id: "vpc-1" } }],
    ["an elastic address", { "aws_eip.x": { ...team("x"), instance: remote("machine") } }],
    [
      "an accelerator",
      {
        "aws_globalaccelerator_endpoint_group.x": {
          ...team("x"),
          endpoint_configuration: { endpoint_id: remote("lb") },
        },
      },
    ],
    ["a gateway by a variable", { "aws_internet_gateway.x": { ...team("x"), vpc_id: "${var.vpc}" } }],
    [
      "a gateway by a parameter",
      {
        "aws_ssm_parameter.v": { ...team("v"), name: "/vpc", type: "String" },
        "aws_internet_gateway.x": { ...team("x"), vpc_id: "${aws_ssm_parameter.v.value}" },
      },
    ],
    [
      "a gateway by a choice",
      {
        "aws_vpc.v": team("v"),
        "aws_internet_gateway.x": { ...team("x"), vpc_id: '${true ? "vpc-0123" : aws_vpc.v.id}' },
      },
    ],
    [
      "a route of a table that names itself",
      {
        "aws_default_route_table.t": {
          ...team("t"),
          default_route_table_id: "${one([aws_default_route_table.t.id])}",
          route: [{ gateway_id: "igw-1" }],
        },
      },
    ],
    [
      "machines by for_each",
      { "aws_nat_gateway.x": { ...team("x"), for_each: `\${toset([${STATE}-a])}`, subnet_id: "${each.value}" } },
    ],
  ])("needs the team's word for %s in a network of another stack", (_, resources) => {
    expect(rulesHit(beside(resources))).toEqual(["known-shapes"]);
  });

  test("passes with all of that in a network of its own, also by for_each and by functions", () => {
    const own: ResourcesByAddress = {
      "aws_vpc.v": team("v"),
      "aws_subnet.s": {
        ...team("s"),
        for_each: '${toset(["a", "b"])}',
        vpc_id: "${aws_vpc.v.id}",
        map_public_ip_on_launch: true,
      },
      "aws_internet_gateway.g": { ...team("g"), vpc_id: "${one([aws_vpc.v.id])}" },
      "aws_nat_gateway.n": { ...team("n"), for_each: "${aws_subnet.s}", subnet_id: "${each.value.id}" },
      "aws_lb.l": { ...team("l"), subnets: "${[for s in aws_subnet.s : s.id]}" },
      "aws_lb.m": { ...team("m"), subnets: "${data.aws_subnets.own.ids}" },
      "aws_route_table.t": { ...team("t"), vpc_id: "${aws_vpc.v.id}", route: [{ nat_gateway_id: "nat-1" }] },
      "aws_route_table_association.a": {
        ...team("a"),
        for_each: "${aws_subnet.s}",
        subnet_id: "${each.value.id}",
        route_table_id: "${aws_route_table.t.id}",
      },
      "aws_route_table_association.b": {
        ...team("b"),
        subnet_id: "${var.s}",
        route_table_id: "${aws_route_table.t.id}",
      },
      "aws_route.r": {
        ...team("r"),
        route_table_id: "${one([aws_route_table.t.id])}",
        gateway_id: "${aws_internet_gateway.g.id}",
      },
      "aws_route.d": { ...team("d"), route_table_id: "${aws_vpc.v.main_route_table_id}", gateway_id: "igw-1" },
    };
    const data = { aws_subnets: { own: { filter: [{ name: "vpc-id", values: ["${aws_vpc.v.id}"] }] } } };
    expect(rulesHit(stackOf(own, { data }))).toEqual([]);
    expect(rulesHit(closedStack(own, { data }))).toEqual([]);
  });
});

describe("a prefix list in front of the cluster", () => {
  const LIST = "aws_ec2_managed_prefix_list.offices";
  const listed = (prefix_list_id: string, cidr = "0.0.0.0/0") =>
    closedStack({
      [LIST]: { ...team("list"), entry: [{ cidr: "10.1.0.0/16", description: "offices" }] },
      "aws_ec2_managed_prefix_list.other": team("other"),
      "aws_ec2_managed_prefix_list_entry.e": { ...team("e"), prefix_list_id, cidr, description: "offices" },
      "aws_vpc_security_group_ingress_rule.r": {
        ...team("r"),
        security_group_id: "${aws_security_group.api.id}",
        prefix_list_id: `\${${LIST}.id}`,
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "offices",
      },
    });

  test.each([`\${element([${LIST}.id], 0)}`, `\${one(${LIST}[*].id)}`, "${var.list}", "${each.value}", "pl-0123"])(
    "is refused with an entry for the world whose list is %s",
    (list) => expect(rulesHit(listed(list))).toEqual(["closed-inbound"]),
  );

  test("passes with a private entry of such a list, and with the world in another list", () => {
    expect(rulesHit(listed("${var.list}", "10.2.0.0/16"))).toEqual([]);
    expect(rulesHit(listed("${aws_ec2_managed_prefix_list.other.id}"))).toEqual([]);
  });
});

describe("the network interfaces of our cluster", () => {
  const GROUP = "${aws_security_group.api.id}";
  const SUBNETS = ["${aws_subnet.a.id}", "${aws_subnet.b.id}"];
  const network = (changes: Readonly<Record<string, unknown>>, others: Others = {}) =>
    closedStack(
      {
        "aws_eks_cluster.main": {
          vpc_config: {
            endpoint_private_access: true,
            endpoint_public_access: false,
            subnet_ids: SUBNETS,
            security_group_ids: [GROUP],
            ...changes,
          },
        },
      },
      others,
    );

  test.each<readonly [string, TerraformDocument]>([
    ["a literal group", network({ security_group_ids: [GROUP, "sg-0123456789abcdef0"] })],
    ["a group that is looked up", network({ security_group_ids: ["${data.aws_security_group.g.id}"] })],
    ["null among its groups", network({ security_group_ids: [GROUP, null] })],
    ["groups that a variable gives", network({ security_group_ids: "${var.groups}" })],
    ["no group", network({ security_group_ids: null })],
    ["an empty list of groups", network({ security_group_ids: [] })],
    ["a bucket as a group", network({ security_group_ids: ["${aws_kms_key.logs.id}"] })],
    ["a literal subnet beside its own", network({ subnet_ids: [...SUBNETS, "subnet-1"] })],
    ["null among its subnets", network({ subnet_ids: [...SUBNETS, null] })],
    ["a subnet of a variable beside its own", network({ subnet_ids: [...SUBNETS, "${var.s}"] })],
  ])("need the team's word for %s", (_, document) => expect(rulesHit(document)).toEqual(["known-shapes"]));

  test.each<readonly [string, TerraformDocument]>([
    ["literal", network({ subnet_ids: ["subnet-1", "subnet-2"] })],
    ["looked up", network({ subnet_ids: ["${data.aws_subnet.a.id}", "${data.aws_subnet.b.id}"] })],
    ["a list of another stack", network({ subnet_ids: "${data.terraform_remote_state.n.outputs.subnets}" })],
  ])("pass in subnets that are there already: %s", (_, document) => expect(rulesHit(document)).toEqual([]));

  test("pass with groups in a local value", () => {
    expect(rulesHit(network({ security_group_ids: "${local.groups}" }, { locals: { groups: [GROUP] } }))).toEqual([]);
  });
});

describe("what the cluster acts as and is secured with", () => {
  const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
  const data = {
    data: {
      aws_iam_role: { r: { name: "prod-cluster" }, other: { name: "worker" }, hidden: { name: "${var.role}" } },
      aws_kms_alias: { a: { name: "alias/prod/secrets" }, other: { name: "alias/site" } },
      aws_kms_key: { k: { key_id: "alias/prod/secrets" } },
      aws_cloudwatch_log_group: { l: { name: "/aws/eks/prod/cluster" } },
    },
  };
  const attach = (role: unknown) => ({ "aws_iam_role_policy_attachment.x": { ...team("x"), role, policy_arn: ADMIN } });
  const keyPolicy = (key_id: unknown) => ({ "aws_kms_key_policy.x": { ...team("x"), key_id, policy: "{}" } });
  const subscribe = (log_group_name: unknown) => ({
    "aws_cloudwatch_log_subscription_filter.x": { ...team("x"), log_group_name, destination_arn: "arn:x" },
  });
  const records = (statement: Readonly<Record<string, unknown>>) => ({
    "aws_cloudwatch_log_resource_policy.x": {
      ...team("x"),
      policy_document: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "logs:*", ...statement }] }),
    },
  });
  const REACHING: readonly (readonly [string, ResourcesByAddress])[] = [
    ["the role by its name", attach("prod-cluster")],
    ["the role by a data source", attach("${data.aws_iam_role.r.name}")],
    ["a role by a data source that nobody can follow", attach("${data.aws_iam_role.hidden.name}")],
    ["a role of a variable", attach("${var.role}")],
    ["a role of another stack", attach("${data.terraform_remote_state.s.outputs.role}")],
    ["a role by a text with a variable", attach("prod-${var.x}")],
    [
      "a role out of for_each",
      { "aws_iam_role_policy.x": { ...team("x"), for_each: "${toset(var.roles)}", role: "${each.value}" } },
    ],
    [
      "the role among others",
      { "aws_iam_policy_attachment.x": { ...team("x"), roles: ["worker", "prod-cluster"], policy_arn: ADMIN } },
    ],
    [
      "the role as the only one with its policies",
      { "aws_iam_role_policies_exclusive.x": { ...team("x"), role_name: "prod-cluster", policy_names: [] } },
    ],
    ["the key by its alias", keyPolicy("alias/prod/secrets")],
    ["the key by the ARN of its alias", keyPolicy("arn:aws:kms:eu-central-1:1:alias/prod/secrets")],
    ["the key by the resource of its alias", keyPolicy("${aws_kms_alias.secrets.target_key_id}")],
    ["the key by the name of its alias", keyPolicy("${aws_kms_alias.secrets.id}")],
    ["the key by a data source of its alias", keyPolicy("${data.aws_kms_alias.a.target_key_id}")],
    ["the key by a data source of the key", keyPolicy("${data.aws_kms_key.k.key_id}")],
    ["the key of the logs", keyPolicy("${aws_kms_key.logs.arn}")],
    ["a key by an id that tells nothing", keyPolicy("1234abcd-12ab-34cd-56ef-1234567890ab")],
    ["a key of another stack", keyPolicy("${data.terraform_remote_state.s.outputs.key}")],
    [
      "a grant on the key",
      { "aws_kms_grant.x": { ...team("x"), key_id: "${data.aws_kms_alias.a.target_key_id}", operations: ["Decrypt"] } },
    ],
    ["a copy of the records", subscribe("${aws_cloudwatch_log_group.control_plane.name}")],
    ["a copy of the records by name", subscribe("/aws/eks/prod/cluster")],
    ["a copy of the records by a data source", subscribe("${data.aws_cloudwatch_log_group.l.name}")],
    ["a copy of records that nobody can name", subscribe("${var.log_group}")],
    [
      "masks over the records",
      {
        "aws_cloudwatch_log_data_protection_policy.x": {
          ...team("x"),
          log_group_name: "/aws/eks/prod/cluster",
          policy_document: "{}",
        },
      },
    ],
    ["a policy that lets everybody to all records", records({ Principal: "*", Resource: "*" })],
    [
      "a policy that lets an account to the records",
      records({ Principal: { AWS: "9" }, Resource: "arn:aws:logs:*:*:log-group:/aws/eks/*:*" }),
    ],
    [
      "a policy on records that nobody can read",
      { "aws_cloudwatch_log_resource_policy.x": { ...team("x"), policy_document: "${var.p}" } },
    ],
    [
      "a policy for all records of the account",
      { "aws_cloudwatch_log_account_policy.x": { ...team("x"), policy_name: "x", policy_document: "{}" } },
    ],
  ];

  test.each(REACHING)("needs the team's word for %s", (_, change) => {
    expect(rulesHit(closedStack(change, data))).toEqual(["known-shapes"]);
  });

  test.each(REACHING.filter(([, change]) => !JSON.stringify(change).includes("${aws_")))(
    "needs the team's word in another stack of the app for %s",
    (_, change) => expect(rulesHit(closedStack(), stackOf(change, data))).toEqual(["known-shapes"]),
  );

  test.each<readonly [string, ResourcesByAddress]>([
    [
      "a role of the team's",
      { "aws_iam_role.w": { ...team("w"), name: "worker" }, ...attach("${aws_iam_role.w.name}") },
    ],
    ["a role of the team's by name", attach("worker")],
    ["a role of the team's by a data source", attach("${data.aws_iam_role.other.name}")],
    [
      "roles of the team's by for_each",
      {
        "aws_iam_role.w": { ...team("w"), for_each: "${toset([1])}" },
        "aws_iam_role_policy.x": { ...team("x"), for_each: "${aws_iam_role.w}", role: "${each.value.id}" },
      },
    ],
    ["a key of the team's", { "aws_kms_key.w": team("w"), ...keyPolicy("${aws_kms_key.w.arn}") }],
    ["a key of the team's by alias", keyPolicy("${data.aws_kms_alias.other.target_key_id}")],
    [
      "records of the team's",
      {
        "aws_cloudwatch_log_group.w": { ...team("w"), name: "/site" },
        ...subscribe("${aws_cloudwatch_log_group.w.name}"),
      },
    ],
    ["records of the team's by name", subscribe("/site")],
    ["a policy that lets a service write", records({ Principal: { Service: "es.amazonaws.com" }, Resource: "*" })],
    [
      "a policy on other records",
      records({ Principal: { AWS: "9" }, Resource: "arn:aws:logs:eu-central-1:9:log-group:/site/*:*" }),
    ],
    [
      "an ordinary policy on the cluster's role",
      {
        "aws_iam_role_policy_attachment.x": {
          ...team("x"),
          role: "prod-cluster",
          policy_arn: "arn:aws:iam::aws:policy/AmazonEKSVPCResourceController",
        },
      },
    ],
  ])("passes with %s", (_, change) => expect(rulesHit(closedStack(change, data))).toEqual([]));
});

describe("the route tables of the cluster's network", () => {
  const table = (changes = {}) => ({ "aws_route_table.t": { ...team("t"), vpc_id: "${aws_vpc.main.id}", ...changes } });
  const associated = (route_table_id: unknown, more = {}): ResourcesByAddress => ({
    ...table(),
    "aws_route_table_association.a": { ...team("a"), subnet_id: "${aws_subnet.a.id}", route_table_id, ...more },
  });

  test.each<readonly [string, ResourcesByAddress]>([
    ["routes that come from a VPN gateway", table({ propagating_vgws: ["vgw-0123"] })],
    ["routes from wherever a variable says", table({ propagating_vgws: "${var.gateways}" })],
    [
      "routes that are brought in beside it",
      {
        ...table(),
        "aws_vpn_gateway_route_propagation.p": {
          ...team("p"),
          vpn_gateway_id: "vgw-1",
          route_table_id: "${aws_route_table.t.id}",
        },
      },
    ],
    [
      "routes that are brought into a table that nobody can see",
      { "aws_vpn_gateway_route_propagation.p": { ...team("p"), vpn_gateway_id: "vgw-1", route_table_id: "rtb-0123" } },
    ],
    ["a table of somebody else for a subnet", associated("rtb-0123456789abcdef0")],
    ["a table of another stack for a subnet", associated("${data.terraform_remote_state.n.outputs.table}")],
    ["a table of a choice for a subnet", associated('${true ? "rtb-0123" : aws_route_table.t.id}')],
    ["a table out of for_each for a subnet", associated("${each.value}", { for_each: ["rtb-0123"] })],
    [
      "a main table of somebody else",
      {
        "aws_main_route_table_association.m": {
          ...team("m"),
          vpc_id: "${aws_vpc.main.id}",
          route_table_id: "rtb-0123",
        },
      },
    ],
  ])("need the team's word for %s", (_, change) => expect(rulesHit(closedStack(change))).toEqual(["known-shapes"]));

  test.each<readonly [string, ResourcesByAddress]>([
    ["a table of the document", associated("${aws_route_table.t.id}")],
    ["one of the document's tables", associated("${aws_route_table.t[each.key].id}", { for_each: { a: 1 } })],
    ["the VPC's own table", associated("${aws_vpc.main.main_route_table_id}")],
    ["no propagated routes", table({ propagating_vgws: [] })],
    [
      "a VPN of the team's own network",
      {
        "aws_vpc.v": team("v"),
        "aws_route_table.v": { ...team("vt"), vpc_id: "${aws_vpc.v.id}", propagating_vgws: ["vgw-1"] },
        "aws_vpn_gateway_route_propagation.p": {
          ...team("p"),
          vpn_gateway_id: "vgw-1",
          route_table_id: "${aws_route_table.v.id}",
        },
      },
    ],
  ])("pass with %s", (_, change) => expect(rulesHit(closedStack(change))).toEqual([]));
});

describe("whose construct a resource is", () => {
  const changed = closedStack({ "aws_eks_cluster.main": { ...team("eks"), deletion_protection: false } });

  test("is not what the document says of itself, where somebody knows better", () => {
    expect(rulesHit(changed)).toEqual([]);
    const entry = ["aws_eks_access_entry.recovery", "cluster/access"] as const;
    expect(rulesHit({ ...changed, constructs: new Map([["aws_eks_cluster.main", "cluster/eks"], entry]) })).toEqual([
      "deletion-protected",
    ]);
    expect(rulesHit({ ...changed, constructs: new Map([entry]) })).toEqual(["deletion-protected"]);
  });

  test("is nobody's where an override alone wrote it: it may be ours to be judged, and not ours to be let in", () => {
    expect(rulesHit({ ...closedStack(), constructs: new Map() })).toEqual(["no-standing-admin"]);
  });
});

describe("ways into the cluster's network that name neither it nor a group", () => {
  const WORLD = {
    ingress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], description: "all" }],
  };
  const open = (change: ResourcesByAddress): ResourcesByAddress => ({
    "aws_security_group.open": { ...team("open"), ...WORLD },
    ...change,
  });
  const scaling = (vpc_zone_identifier: unknown): ResourcesByAddress => ({
    "aws_launch_template.t": { ...team("t"), network_interfaces: [{ associate_public_ip_address: true }] },
    "aws_autoscaling_group.g": {
      ...team("g"),
      vpc_zone_identifier,
      launch_template: [{ id: "${aws_launch_template.t.id}" }],
    },
  });
  const endpoint = { "aws_vpc_endpoint.e": { ...team("e"), vpc_id: "${aws_vpc.main.id}", service_name: "x" } };
  const worn = (vpc_endpoint_id: string) =>
    open({
      ...endpoint,
      "aws_vpc_endpoint_security_group_association.a": {
        ...team("a"),
        vpc_endpoint_id,
        security_group_id: "${aws_security_group.open.id}",
      },
    });

  test.each<readonly [string, string, ResourcesByAddress]>([
    [
      "known-shapes",
      "machines with public addresses in subnets that are looked up",
      scaling("${data.aws_subnets.s.ids}"),
    ],
    ["isolated-network", "machines with public addresses in its subnets", scaling(["${aws_subnet.a.id}"])],
    ["closed-inbound", "an open group on an endpoint", worn("${aws_vpc_endpoint.e.id}")],
    ["closed-inbound", "an open group on an endpoint that nobody can see", worn("vpce-0123")],
    [
      "closed-inbound",
      "an open group by an attribute of another name",
      open({
        "aws_emr_cluster.e": {
          ...team("e"),
          ec2_attributes: [
            { subnet_id: "${aws_subnet.a.id}", emr_managed_master_security_group: "${aws_security_group.open.id}" },
          ],
        },
      }),
    ],
    [
      "isolated-network",
      "a routable range",
      {
        "aws_vpc_ipv4_cidr_block_association.c": {
          ...team("c"),
          vpc_id: "${aws_vpc.main.id}",
          cidr_block: "54.0.0.0/16",
        },
      },
    ],
    [
      "isolated-network",
      "a range that nobody can see",
      {
        "aws_vpc_ipv4_cidr_block_association.c": { ...team("c"), vpc_id: "${aws_vpc.main.id}", ipv4_ipam_pool_id: "p" },
      },
    ],
    [
      "known-shapes",
      "a peering by its id",
      { "aws_vpc_peering_connection_accepter.p": { ...team("p"), vpc_peering_connection_id: "pcx-123" } },
    ],
    [
      "known-shapes",
      "an attachment by its id",
      {
        "aws_ec2_transit_gateway_vpc_attachment_accepter.p": {
          ...team("p"),
          transit_gateway_attachment_id: "tgw-attach-1",
        },
      },
    ],
    [
      "known-shapes",
      "a service in front of a load balancer by its ARN",
      {
        "aws_vpc_endpoint_service.p": { ...team("p"), network_load_balancer_arns: ["arn:aws:elasticloadbalancing:x"] },
      },
    ],
    [
      "known-shapes",
      "a CDN in front of a load balancer by its ARN",
      {
        "aws_cloudfront_vpc_origin.p": { ...team("p"), vpc_origin_endpoint_config: [{ arn: "arn:aws:x", name: "x" }] },
      },
    ],
    [
      "known-shapes",
      "another policy for an endpoint of ours",
      {
        "aws_vpc_endpoint.ours": {
          vpc_id: "${aws_vpc.main.id}",
          service_name: "x",
          policy: '{"Statement":[]}',
        },
        "aws_vpc_endpoint_policy.p": { ...team("p"), vpc_endpoint_id: "${aws_vpc_endpoint.ours.id}", policy: "{}" },
      },
    ],
  ])("are refused by %s: %s", (rule, _, change) => expect(rulesHit(closedStack(change))).toEqual([rule]));

  test("pass where they lead into a network of the team's own", () => {
    const own: ResourcesByAddress = {
      "aws_vpc.v": team("v"),
      "aws_subnet.s": { ...team("s"), vpc_id: "${aws_vpc.v.id}" },
      ...scaling(["${aws_subnet.s.id}"]),
      "aws_vpc_ipv4_cidr_block_association.c": { ...team("c"), vpc_id: "${aws_vpc.v.id}", cidr_block: "54.0.0.0/16" },
      "aws_vpc_ipv4_cidr_block_association.d": {
        ...team("d"),
        vpc_id: "${aws_vpc.main.id}",
        cidr_block: "10.21.0.0/16",
      },
      "aws_vpc_peering_connection.p": { ...team("p"), vpc_id: "${aws_vpc.v.id}", peer_vpc_id: "${aws_vpc.v.id}" },
      "aws_vpc_peering_connection_accepter.p": {
        ...team("pa"),
        vpc_peering_connection_id: "${aws_vpc_peering_connection.p.id}",
      },
      "aws_security_group.open": { ...team("open"), vpc_id: "${aws_vpc.v.id}", ...WORLD },
      "aws_vpc_endpoint.e": { ...team("e"), vpc_id: "${aws_vpc.v.id}", service_name: "x" },
      "aws_vpc_endpoint_security_group_association.a": {
        ...team("a"),
        vpc_endpoint_id: "${aws_vpc_endpoint.e.id}",
        security_group_id: "${aws_security_group.open.id}",
      },
      "aws_vpc_endpoint_policy.e": { ...team("ep"), vpc_endpoint_id: "${aws_vpc_endpoint.e.id}", policy: "{}" },
      "aws_lb.l": { ...team("l"), internal: true, subnets: ["${aws_subnet.s.id}"] },
      "aws_vpc_endpoint_service.p": { ...team("es"), network_load_balancer_arns: ["${aws_lb.l.arn}"] },
    };
    expect(rulesHit(closedStack(own))).toEqual([]);
  });
});
