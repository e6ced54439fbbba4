import { App, Fn, TerraformStack, TerraformVariable, Token } from "cdktf";
import {
  AccessEntry,
  BreakGlassRole,
  ClosedSecurityGroup,
  ClusterRole,
  ControlPlaneLogGroup,
  EncryptionKey,
  ExistingNetwork,
  LogArchive,
  OidcAssociation,
  PrivateEksCluster,
  PrivateEndpoints,
  PrivateNetwork,
  ThisAccount,
} from "../../../lib/constructs/aws";
import { EgressFirewall } from "../../../lib/constructs/aws/egress-firewall";
import { addressesOf, allOf, documentOf, onlyOf, type StackDocument } from "../../terraform-document";

/** A team's plain stack with something of ours in it, rendered through the gate. */
function stackWith(build: (stack: TerraformStack) => void): StackDocument {
  const stack = new TerraformStack(new App(), "team");
  build(stack);
  return documentOf(stack);
}

const expression = (text: string) => `$${text}`;
const region = "eu-central-1";
const network = { name: "demo", region, cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] };

describe("PrivateNetwork", () => {
  const { resource, data } = stackWith((stack) => new PrivateNetwork(stack, "network", network));

  test("resolves the private names of endpoints and of the API server", () => {
    expect(onlyOf(resource, "aws_vpc")).toMatchObject({ enable_dns_support: true, enable_dns_hostnames: true });
  });

  test("has nothing that leads into or out of the VPC", () => {
    expect(Object.keys(resource).sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_default_security_group",
      "aws_flow_log",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_route_table",
      "aws_route_table_association",
      "aws_security_group",
      "aws_subnet",
      "aws_vpc",
      "aws_vpc_endpoint",
      "aws_vpc_security_group_ingress_rule",
    ]);
    expect(onlyOf(resource, "aws_route_table").route).toBeUndefined();
    expect(Object.keys(data).sort()).toEqual(["aws_caller_identity", "aws_partition"]);
  });

  test("gives no public address, and puts every subnet on the route table without a way out", () => {
    const subnets = allOf(resource, "aws_subnet");
    expect(
      subnets.map(({ availability_zone, cidr_block, map_public_ip_on_launch }) => [
        availability_zone,
        cidr_block,
        map_public_ip_on_launch,
      ]),
    ).toEqual([
      ["eu-central-1a", "10.20.0.0/19", false],
      ["eu-central-1b", "10.20.32.0/19", false],
    ]);
    expect(allOf(resource, "aws_route_table_association")).toHaveLength(2);
  });

  test("records all its traffic, encrypted, for as long as control-plane logs", () => {
    expect(onlyOf(resource, "aws_flow_log")).toMatchObject({
      traffic_type: "ALL",
      log_destination: expect.stringMatching(/aws_cloudwatch_log_group\.network_flow-logs_group_\w+\.arn\}$/),
    });
    expect(onlyOf(resource, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/portcullis/demo/flow-logs",
      retention_in_days: 400,
      kms_key_id: expect.stringContaining("aws_kms_key.network_flow-logs_key"),
      skip_destroy: true,
    });
    const { Statement } = JSON.parse(String(onlyOf(resource, "aws_iam_role").assume_role_policy));
    expect(Statement).toEqual([
      expect.objectContaining({ Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" }),
    ]);
  });

  test("adds an endpoint for each service that is asked for, with its reason and in any order", () => {
    const asked = [
      { service: "sqs", why: "jobs of the billing service" },
      { service: "elasticloadbalancing", why: "load balancer controller" },
    ] as const;
    const withAsked = (awsServices: readonly (typeof asked)[number][]) =>
      stackWith((stack) => new PrivateNetwork(stack, "network", { ...network, awsServices }));
    const more = withAsked(asked);
    expect(addressesOf(withAsked([...asked].reverse()))).toEqual(addressesOf(more));
    const added = allOf(more.resource, "aws_vpc_endpoint").filter(({ tags }) =>
      asked.some(({ why }) => (tags as Record<string, string>)["portcullis:why"] === why),
    );
    expect(added.map(({ service_name, vpc_endpoint_type }) => [service_name, vpc_endpoint_type])).toEqual([
      ["com.amazonaws.eu-central-1.elasticloadbalancing", "Interface"],
      ["com.amazonaws.eu-central-1.sqs", "Interface"],
    ]);
    expect(allOf(more.resource, "aws_vpc_endpoint")).toHaveLength(10);
  });

  test("refuses a service that is asked for twice", () => {
    const awsServices = [1, 2].map(() => ({ service: "sqs" as const, why: "jobs" }));
    expect(() => stackWith((stack) => new PrivateNetwork(stack, "network", { ...network, awsServices }))).toThrow(
      /sqs is asked for twice/,
    );
  });

  test("empties the default security group", () => {
    expect(onlyOf(resource, "aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
  });

  test("gives every endpoint its reason, its policy and, to interfaces, the closed group and private names", () => {
    const endpoints = allOf(resource, "aws_vpc_endpoint");
    expect(endpoints.map((endpoint) => String(endpoint.service_name).split(`.${region}.`)[1]).sort()).toEqual([
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "logs",
      "s3",
      "sts",
    ]);
    for (const endpoint of endpoints) {
      expect(endpoint.tags).toMatchObject({ "portcullis:why": expect.stringMatching(/.{10}/) });
      expect(String(endpoint.policy)).toContain("aws:PrincipalAccount");
      if (endpoint.vpc_endpoint_type === "Gateway") expect(endpoint.route_table_ids).toHaveLength(1);
      else
        expect(endpoint).toMatchObject({
          private_dns_enabled: true,
          security_group_ids: [expect.any(String)],
          subnet_ids: [expect.any(String), expect.any(String)],
        });
    }
  });

  test("lets only the VPC's own range reach the endpoints, on one port", () => {
    expect(allOf(resource, "aws_vpc_security_group_ingress_rule")).toEqual([
      expect.objectContaining({ cidr_ipv4: "10.20.0.0/16", from_port: 443, to_port: 443, ip_protocol: "tcp" }),
    ]);
  });

  test("is the same in every byte when the zones are reordered", () => {
    const reordered = stackWith(
      (stack) => new PrivateNetwork(stack, "network", { ...network, zones: [...network.zones].reverse() }),
    );
    expect(reordered.resource).toEqual(resource);
  });

  test("adds only the lines of a zone that is inserted", () => {
    const more = stackWith(
      (stack) => new PrivateNetwork(stack, "network", { ...network, zones: ["eu-central-1c", ...network.zones] }),
    );
    const before = addressesOf({ resource, data } as StackDocument);
    const added = addressesOf(more).filter((address) => !before.includes(address));
    expect(before.filter((address) => !addressesOf(more).includes(address))).toEqual([]);
    expect(added).toHaveLength(2);
    for (const address of added) expect(address).toContain("eu-central-1c");
  });

  test("makes the endpoints that are asked for, and none for an empty list", () => {
    const some = stackWith((stack) => new PrivateNetwork(stack, "network", { ...network, endpoints: ["sts", "s3"] }));
    expect(allOf(some.resource, "aws_vpc_endpoint")).toHaveLength(2);
    const none = stackWith((stack) => new PrivateNetwork(stack, "network", { ...network, endpoints: [] }));
    expect(none.resource.aws_vpc_endpoint).toBeUndefined();
  });

  test("refuses a range that is a token: what is open is readable in the program", () => {
    expect(() =>
      stackWith(
        (stack) =>
          new PrivateNetwork(stack, "network", {
            ...network,
            cidr: new TerraformVariable(stack, "range", {}).stringValue,
          }),
      ),
    ).toThrow(/is not a CIDR block/);
  });
});

describe("PrivateEndpoints", () => {
  test("stands alone in a network that is there already", () => {
    const { resource } = stackWith(
      (stack) =>
        new PrivateEndpoints(stack, "endpoints", {
          name: "demo",
          region,
          vpcId: "vpc-1",
          subnetIds: ["subnet-1"],
          routeTableIds: ["rtb-1"],
          reachableFrom: "10.0.0.0/16",
          services: ["s3"],
        }),
    );
    expect(onlyOf(resource, "aws_vpc_endpoint")).toMatchObject({ vpc_id: "vpc-1", route_table_ids: ["rtb-1"] });
  });

  test("refuses a region whose endpoints have other names", () => {
    expect(() =>
      stackWith(
        (stack) =>
          new PrivateNetwork(stack, "network", {
            ...network,
            region: "cn-north-1",
            zones: ["cn-north-1a", "cn-north-1b"],
          }),
      ),
    ).toThrow(/cn-north-1/);
  });
});

describe("ExistingNetwork", () => {
  test("puts literal ids in order and leaves tokens as they are", () => {
    expect(
      ExistingNetwork.fromIds({ vpcId: "vpc-1", privateSubnetIds: ["subnet-b", "subnet-a"] }).privateSubnetIds,
    ).toEqual(["subnet-a", "subnet-b"]);
    const tokens = ["b", "a"].map((name) => Token.asString({ resolve: () => name }));
    expect(ExistingNetwork.fromIds({ vpcId: "vpc-1", privateSubnetIds: tokens }).privateSubnetIds).toEqual(tokens);
  });

  test("takes a list that is known only when Terraform runs", () => {
    const list = Fn.tolist(["a", "b"]) as unknown as string[];
    expect(ExistingNetwork.fromIds({ vpcId: "vpc-1", privateSubnetIds: list }).privateSubnetIds).toBe(list);
  });

  test.each([
    ["no subnet", []],
    ["one subnet", ["subnet-1"]],
    ["a subnet named twice", ["subnet-1", "subnet-1"]],
  ])("refuses %s", (_what, privateSubnetIds) => {
    expect(() => ExistingNetwork.fromIds({ vpcId: "vpc-1", privateSubnetIds })).toThrow(
      /two zones or more|named twice/,
    );
  });
});

describe("ClosedSecurityGroup", () => {
  const group = { vpcId: "vpc-1", name: "demo", description: "demo" };
  const from = (cidr: string, why = "corporate VPN", port = 443) => ({ port, protocol: "tcp" as const, cidr, why });
  const closed = (...inbound: ReturnType<typeof from>[]) =>
    stackWith((stack) => new ClosedSecurityGroup(stack, "group", { ...group, inbound }));

  test("has no inline rule in either direction, so that the provider leaves it without any way out", () => {
    const [block] = allOf(closed().resource, "aws_security_group");
    expect(block).toEqual({ name: "demo", description: "demo", vpc_id: "vpc-1", tags: { Name: "demo" } });
  });

  test("lets nobody in for an empty list", () => {
    expect(closed().resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  });

  test("writes each source as a rule of its own, with its reason", () => {
    const { resource } = closed(from("fd00:8::/32", "laboratory"), from("10.8.0.0/16"));
    expect(allOf(resource, "aws_vpc_security_group_ingress_rule")).toEqual([
      expect.objectContaining({ cidr_ipv4: "10.8.0.0/16", description: "corporate VPN" }),
      expect.objectContaining({ cidr_ipv6: "fd00:8::/32", description: "laboratory" }),
    ]);
  });

  test.each([
    ["10.1.23.0/24", "10.12.3.0/24"],
    ["10.1.0.0/16", "10.10.0.0/16"],
    ["10.0.0.0/11", "10.0.0.1/32"],
  ])("keeps %s and %s apart, although cdktf drops the dots", (one, other) => {
    expect(allOf(closed(from(one), from(other)).resource, "aws_vpc_security_group_ingress_rule")).toHaveLength(2);
    const alone = stackWith(
      (stack) => new ClosedSecurityGroup(stack, "Default", { ...group, inbound: [from(one), from(other)] }),
    );
    expect(allOf(alone.resource, "aws_vpc_security_group_ingress_rule")).toHaveLength(2);
  });

  test("is the same in every byte when sources are reordered, and adds only the line of one that is inserted", () => {
    const before = closed(from("10.8.0.0/16"), from("10.9.0.0/16"));
    expect(closed(from("10.9.0.0/16"), from("10.8.0.0/16"))).toEqual(before);
    const after = addressesOf(closed(from("10.7.0.0/16"), from("10.8.0.0/16"), from("10.9.0.0/16")));
    expect(after.filter((address) => !addressesOf(before).includes(address))).toEqual([
      expect.stringContaining("v4-10-7-0-0_16"),
    ]);
    expect(addressesOf(before).filter((address) => !after.includes(address))).toEqual([]);
  });

  test("writes a reason as text, never as an expression", () => {
    const { resource } = closed(from("10.8.0.0/16", expression("{file(#x#)}")));
    expect(onlyOf(resource, "aws_vpc_security_group_ingress_rule").description).toBe(
      expression(expression("{file(#x#)}")),
    );
  });

  test.each([
    ["a range with host bits", from("10.8.0.1/16"), /did you mean 10\.8\.0\.0\/16/],
    ["a token for a range", from(expression("{TfToken[TOKEN.7]}")), /is not a CIDR block/],
    ["a reason that EC2 does not take", from("10.8.0.0/16", "the office's VPN"), /cannot stand in a security group/],
    ["no reason", from("10.8.0.0/16", ""), /cannot stand in a security group/],
    ["port 0", from("10.8.0.0/16", "corporate VPN", 0), /is not a port/],
    ["a port beyond the last", from("10.8.0.0/16", "corporate VPN", 65536), /is not a port/],
  ])("refuses %s", (_what, source, message) => {
    expect(() => closed(source)).toThrow(message);
  });

  test("refuses the same source twice", () => {
    expect(() => closed(from("10.8.0.0/16"), from("10.8.0.0/16", "again"))).toThrow(/let in twice/);
  });
});

describe("EncryptionKey", () => {
  const { resource } = stackWith(
    (stack) => new EncryptionKey(stack, "key", { alias: "demo/secrets", description: "secrets" }),
  );

  test("rotates, waits its longest before it is gone, and is never destroyed by a plan", () => {
    expect(onlyOf(resource, "aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(onlyOf(resource, "aws_kms_alias").name).toBe("alias/demo/secrets");
  });

  test("is for the own account alone", () => {
    const policy = JSON.parse(String(onlyOf(resource, "aws_kms_key").policy));
    expect(policy.Statement).toHaveLength(1);
    expect(policy.Statement[0].Principal.AWS).toMatch(/^arn:.*:iam::.*account_id\}:root$/);
  });

  test("lets the region's logs service use it for one log group, and in the partition it stands in", () => {
    const logs = stackWith(
      (stack) =>
        new EncryptionKey(stack, "key", {
          alias: "a",
          description: "b",
          logGroup: { name: "/aws/eks/demo/cluster", region },
        }),
    );
    const [, statement] = JSON.parse(String(onlyOf(logs.resource, "aws_kms_key").policy)).Statement;
    expect(statement.Principal.Service).toMatch(/^logs\.eu-central-1\..*dns_suffix\}$/);
    expect(statement.Condition.ArnEquals["kms:EncryptionContext:aws:logs:arn"]).toMatch(
      /:logs:eu-central-1:.*:log-group:\/aws\/eks\/demo\/cluster$/,
    );
  });
});

describe("ControlPlaneLogGroup", () => {
  const props = { clusterName: "demo", retentionDays: 401, keyArn: "arn:aws:kms:eu-central-1:111122223333:key/1" };

  test("takes the name that EKS writes to, encrypted, and outlives the cluster", () => {
    const { resource } = stackWith((stack) => new ControlPlaneLogGroup(stack, "logs", props));
    expect(onlyOf(resource, "aws_cloudwatch_log_group")).toEqual({
      name: "/aws/eks/demo/cluster",
      retention_in_days: 545,
      kms_key_id: props.keyArn,
      deletion_protection_enabled: true,
      skip_destroy: true,
    });
  });

  test("refuses to keep records for ever or not at all", () => {
    expect(() => stackWith((stack) => new ControlPlaneLogGroup(stack, "logs", { ...props, retentionDays: 0 }))).toThrow(
      /whole days/,
    );
  });
});

describe("ClusterRole", () => {
  const { resource } = stackWith((stack) => new ClusterRole(stack, "role", { clusterName: "demo", region }));

  test("is taken on by EKS alone, for this cluster of this account alone", () => {
    const { Statement } = JSON.parse(String(onlyOf(resource, "aws_iam_role").assume_role_policy));
    expect(Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: "eks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnEquals: { "aws:SourceArn": expect.stringMatching(/:eks:eu-central-1:.*:cluster\/demo$/) },
          StringEquals: { "aws:SourceAccount": expect.stringContaining("account_id") },
        },
      }),
    ]);
  });

  test("holds the policy that EKS asks for and no other", () => {
    expect(onlyOf(resource, "aws_iam_role_policy_attachment").policy_arn).toMatch(
      /:iam::aws:policy\/AmazonEKSClusterPolicy$/,
    );
  });
});

describe("PrivateEksCluster", () => {
  /** With what it needs around it, so that the gate has nothing to say. */
  function surroundings(stack: TerraformStack) {
    const securityGroup = new ClosedSecurityGroup(stack, "group", {
      vpcId: "vpc-1",
      name: "demo",
      description: "demo",
      inbound: [],
    });
    const key = new EncryptionKey(stack, "key", { alias: "demo", description: "demo" });
    const logs = new ControlPlaneLogGroup(stack, "logs", {
      clusterName: "demo",
      retentionDays: 400,
      keyArn: key.keyArn,
    });
    const role = new ClusterRole(stack, "role", { clusterName: "demo", region });
    return new PrivateEksCluster(stack, "eks", {
      name: "demo",
      kubernetesVersion: "1.35",
      roleArn: role.roleArn,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: [securityGroup.securityGroupId],
      secretsKeyArn: key.keyArn,
      dependsOn: [logs.logGroup, role.policyAttachment],
    });
  }
  const { resource } = stackWith(surroundings);
  const cluster = onlyOf(resource, "aws_eks_cluster");

  test("has private addresses only", () => {
    expect(cluster.vpc_config).toMatchObject({ endpoint_private_access: true, endpoint_public_access: false });
  });

  test("lets nobody in by birth or by ConfigMap", () => {
    expect(cluster.access_config).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  test("logs all five types, encrypts with the own key, and cannot be deleted by one apply", () => {
    expect(cluster).toMatchObject({
      bootstrap_self_managed_addons: false,
      deletion_protection: true,
      enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      encryption_config: { resources: ["secrets"], provider: { key_arn: expect.stringContaining("aws_kms_key.") } },
      upgrade_policy: { support_type: "STANDARD" },
      version: "1.35",
    });
  });

  test("comes after its log group and the rights of its role", () => {
    expect(cluster.depends_on).toEqual([
      expect.stringMatching(/^aws_cloudwatch_log_group\./),
      expect.stringMatching(/^aws_iam_role_policy_attachment\./),
    ]);
  });

  test("does not hide a later change of any setting that still counts", () => {
    expect(cluster.lifecycle).toEqual({
      ignore_changes: ["access_config[0].bootstrap_cluster_creator_admin_permissions", "bootstrap_self_managed_addons"],
    });
  });
});

describe("LogArchive", () => {
  const props = { name: "demo", region, logGroups: { app: "/app" }, retentionDays: 400 };

  test("stands alone for anybody's log group, and lets nobody read when nobody is named", () => {
    const { resource } = stackWith((stack) => new LogArchive(stack, "archive", props));
    expect(onlyOf(resource, "aws_cloudwatch_log_subscription_filter")).toMatchObject({
      log_group_name: "/app",
      filter_pattern: "",
    });
    const { Statement } = JSON.parse(String(onlyOf(resource, "aws_s3_bucket_policy").policy));
    expect(Statement.every(({ Effect }: { Effect: string }) => Effect === "Deny")).toBe(true);
    expect(Statement.at(-1).Condition.ArnNotEquals["aws:PrincipalArn"]).toEqual([
      expect.stringContaining("delivery-role"),
    ]);
  });

  test("lends each role to one service, on behalf of one thing of this account", () => {
    const { resource } = stackWith((stack) => new LogArchive(stack, "archive", props));
    const trusts = allOf(resource, "aws_iam_role").map(
      ({ assume_role_policy }) => JSON.parse(String(assume_role_policy)).Statement,
    );
    expect(trusts).toEqual([
      [
        expect.objectContaining({
          Principal: { Service: "firehose.amazonaws.com" },
          Condition: expect.objectContaining({
            ArnEquals: { "aws:SourceArn": expect.stringMatching(/:deliverystream\/demo-archive$/) },
          }),
        }),
      ],
      [
        expect.objectContaining({
          Principal: { Service: "logs.amazonaws.com" },
          Condition: expect.objectContaining({
            ArnLike: {
              "aws:SourceArn": [
                expect.stringMatching(/:log-group:\/app$/),
                expect.stringMatching(/:log-group:\/app:\*$/),
              ],
            },
          }),
        }),
      ],
    ]);
  });

  test("refuses to archive nothing, and for less than a year", () => {
    expect(() => stackWith((stack) => new LogArchive(stack, "archive", { ...props, logGroups: {} }))).toThrow(
      /archives nothing/,
    );
    for (const retentionDays of [0, 30, 364, 365.5, 4000])
      expect(() => stackWith((stack) => new LogArchive(stack, "archive", { ...props, retentionDays }))).toThrow(
        /365 to 3653/,
      );
  });
});

describe("EgressFirewall", () => {
  test("refuses to let nothing out: then there is no way out", () => {
    const props = {
      name: "demo",
      region,
      vpcId: "vpc-1",
      cidr: "10.0.0.0/16",
      subnetIds: {},
      destinations: [],
      retentionDays: 400,
    };
    expect(() => stackWith((stack) => new EgressFirewall(stack, "firewall", props))).toThrow(/name one/);
  });
});

describe("AccessEntry", () => {
  const props = { clusterName: "demo", principalArn: "arn:aws:iam::111122223333:role/ops" };

  test("makes a role a member of groups, once each and in order, and never more", () => {
    const document = stackWith(
      (stack) => new AccessEntry(stack, "entry", { ...props, kubernetesGroups: ["b", "a", "b"] }),
    );
    expect(onlyOf(document.resource, "aws_eks_access_entry")).toEqual({
      cluster_name: "demo",
      principal_arn: props.principalArn,
      kubernetes_groups: ["a", "b"],
      type: "STANDARD",
    });
    expect(Object.keys(document.resource)).toEqual(["aws_eks_access_entry"]);
  });

  test("refuses a group of Kubernetes itself", () => {
    expect(() =>
      stackWith((stack) => new AccessEntry(stack, "entry", { ...props, kubernetesGroups: ["system:masters"] })),
    ).toThrow(/system:masters/);
  });
});

describe("BreakGlassRole", () => {
  const roleFor = (...people: readonly string[]) =>
    stackWith((stack) => new BreakGlassRole(stack, "glass", { clusterName: "demo", region, people }));

  test("stands alone, and the order of people changes no byte", () => {
    const { resource } = roleFor("alice", "bob", "alice");
    expect(resource).toEqual(roleFor("bob", "alice").resource);
    expect(onlyOf(resource, "aws_iam_role")).toMatchObject({ name: "demo-break-glass", max_session_duration: 3600 });
    const { Statement } = JSON.parse(onlyOf(resource, "aws_iam_role").assume_role_policy as string);
    expect(Statement).toHaveLength(1);
    expect(Statement[0].Principal.AWS).toHaveLength(2);
    expect(Statement[0].Condition.Bool).toEqual({ "aws:MultiFactorAuthPresent": "true" });
  });

  test.each([[], ["*"], ["alice", "ops/bob"], ["${var.who}"], [""]].map((people) => [people]))(
    "refuses %j",
    (people) => {
      expect(() => roleFor(...people)).toThrow("people must be IAM users by name");
    },
  );
});

describe("OidcAssociation", () => {
  test("sets names apart by the prefix, demands the claims, and writes all text as text", () => {
    const { resource } = stackWith(
      (stack) =>
        new OidcAssociation(stack, "oidc", {
          clusterName: "demo",
          name: "oidc",
          issuerUrl: "https://login.example.com",
          clientId: expression("{var.secret}"),
          usernameClaim: "sub",
          groupsClaim: "groups",
          prefix: "oidc:",
          requiredClaims: { [expression("{x}")]: "%{if true}", acr: "mfa" },
        }),
    );
    expect(onlyOf(resource, "aws_eks_identity_provider_config").oidc).toEqual({
      client_id: expression(expression("{var.secret}")),
      groups_claim: "groups",
      groups_prefix: "oidc:",
      identity_provider_config_name: "oidc",
      issuer_url: "https://login.example.com",
      required_claims: { acr: "mfa", [expression(expression("{x}"))]: "%%{if true}" },
      username_claim: "sub",
      username_prefix: "oidc:",
    });
  });
});

describe("ThisAccount", () => {
  test("is asked for once in a stack, however many constructs need it", () => {
    const { data } = stackWith((stack) => {
      new ClusterRole(stack, "one", { clusterName: "one", region });
      new ClusterRole(stack, "two", { clusterName: "two", region });
      expect(ThisAccount.of(stack)).toBe(ThisAccount.of(stack));
    });
    expect(allOf(data, "aws_caller_identity")).toHaveLength(1);
    expect(allOf(data, "aws_partition")).toHaveLength(1);
  });
});

describe("an identity", () => {
  test("may be a token, which stays a reference", () => {
    const { resource } = stackWith((stack) => {
      const vpc = new TerraformVariable(stack, "vpc", { type: "string" });
      new ClosedSecurityGroup(stack, "group", {
        vpcId: vpc.stringValue,
        name: "demo",
        description: "demo",
        inbound: [],
      });
    });
    expect(onlyOf(resource, "aws_security_group").vpc_id).toBe(expression("{var.vpc}"));
  });

  test("that is a literal is text, never an expression", () => {
    const { resource } = stackWith(
      (stack) =>
        new ClosedSecurityGroup(stack, "group", {
          vpcId: expression("{var.vpc}"),
          name: "demo",
          description: "demo",
          inbound: [],
        }),
    );
    expect(onlyOf(resource, "aws_security_group").vpc_id).toBe(expression(expression("{var.vpc}")));
  });
});
