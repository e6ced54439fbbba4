import { paymentsInput } from "../../example-clusters";
import { App, S3Backend, TerraformStack, TerraformVariable } from "cdktf";
import { payments as fleetPayments } from "../../../apps/fleet/clusters";
import {
  type CloudClusterInput,
  type CloudClusterSpec,
  defineCluster,
  oidcGroup,
  type PodGrantInput,
  type PodIdentityInput,
  type TagInput,
} from "../../../lib";
import { ClosedSecurityGroup, ExistingNetwork, type PodIdentity } from "../../../lib/constructs/aws";
import {
  type Backend,
  CloudCluster,
  CloudClusterStack,
  type CloudClusterStackProps,
  localBackend,
  s3Backend,
} from "../../../lib/profiles/cloud";
import { paymentsSpec as payments } from "../../example-clusters";
import { expectAddresses } from "../../expect-addresses";
import { expectGolden } from "../../golden";
import { addressesOf, allOf, type Blocks, documentOf, onlyOf, type StackDocument } from "../../terraform-document";

const network = { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] };
const example: CloudClusterInput = {
  name: "payments-prod",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: { kind: "cloud", region: "eu-central-1", network },
  apiServer: {
    reachableFrom: [
      { cidr: "10.8.0.0/16", why: "corporate VPN" },
      { cidr: "fd00:8::/32", why: "corporate VPN" },
    ],
  },
  authentication: {
    methods: [
      { method: "oidc", issuer: "https://login.example.com", clientId: "kubernetes", mfa: { dialect: "okta" } },
      { method: "aws-iam" },
    ],
  },
  access: [
    { who: { method: "oidc", group: "payments-dev" }, persona: "viewer", namespaces: ["payments"] },
    { who: { method: "aws-iam", role: "arn:aws:iam::111122223333:role/recovery" }, persona: "recovery" },
    { who: { method: "aws-iam", role: "arn:aws:iam::111122223333:role/re.covery" }, persona: "recovery" },
  ],
  tenants: [
    { name: "payments", quota: { cpu: "40", memory: "160Gi", pods: 300 } },
    { name: "billing", quota: { cpu: "4", memory: "16Gi", pods: 30 } },
  ],
};
const inExistingNetwork: CloudClusterInput = { ...example, profile: { kind: "cloud", region: "eu-central-1" } };
const existing = ExistingNetwork.fromIds({ vpcId: "vpc-0a1b2c", privateSubnetIds: ["subnet-0a", "subnet-0b"] });

const stackOf = (spec: CloudClusterSpec, handedOver?: typeof existing): StackDocument =>
  documentOf(new CloudClusterStack(new App(), spec.name, { spec, network: handedOver, backend: localBackend() }));
const written = (input: CloudClusterInput): StackDocument => stackOf(defineCluster(input));

/** The blocks of some types, as a small file; policies, which are text in the document, as what they say. */
const pick = (blocks: Blocks, ...types: readonly string[]): string =>
  show(Object.fromEntries(types.map((type) => [type, blocks[type] ?? {}])));

/** Those of the blocks that one construct wrote, or that it did not. */
const partOf = (blocks: Blocks, construct: string, isPart = true): Blocks =>
  Object.fromEntries(
    Object.entries(blocks)
      .map(([type, byName]) => {
        const kept = Object.entries(byName).filter(([name]) => name.includes(construct) === isPart);
        return [type, Object.fromEntries(kept)] as const;
      })
      .filter(([, byName]) => Object.keys(byName).length > 0),
  );

const show = (blocks: Blocks): string =>
  `${JSON.stringify(blocks, (key, value) => (/^(assume_role_)?policy$/.test(key) ? JSON.parse(value) : value), 2)}\n`;

describe("the example cluster", () => {
  const document = stackOf(payments);
  const { data, terraform, provider, output } = document;
  const resource = partOf(document.resource, "_flow-logs_", false);

  test.each([
    [
      "network",
      pick(
        resource,
        "aws_vpc",
        "aws_subnet",
        "aws_route_table",
        "aws_route_table_association",
        "aws_default_security_group",
      ),
    ],
    ["endpoints", pick(resource, "aws_vpc_endpoint")],
    ["security-groups", pick(resource, "aws_security_group", "aws_vpc_security_group_ingress_rule")],
    ["keys", pick(resource, "aws_kms_key", "aws_kms_alias")],
    ["logs", pick(resource, "aws_cloudwatch_log_group")],
    ["role", pick(resource, "aws_iam_role", "aws_iam_role_policy_attachment")],
    ["cluster", pick(resource, "aws_eks_cluster")],
    ["flow-logs", show(partOf(document.resource, "_flow-logs_"))],
    ["access", pick(resource, "aws_eks_access_entry", "aws_eks_identity_provider_config")],
    ["stack", `${JSON.stringify({ terraform, provider, data, output }, null, 2)}\n`],
  ])("writes %s as looked at", (name, text) => {
    expectGolden(`cloud/${name}.json`, text);
  });

  test("lets people break glass by a role of their own, as looked at, and changes nothing else", () => {
    const { resource: glassed } = stackOf(
      defineCluster({ ...paymentsInput(), breakGlass: { people: ["bob", "alice"] } }),
    );
    const { resource: without } = stackOf(defineCluster(paymentsInput()));
    expectGolden("cloud/break-glass.json", show(partOf(glassed, "break-glass")));
    expect(partOf(glassed, "break-glass", false)).toEqual(without);
  });

  test("has these addresses and no other", () => {
    expectAddresses("cloud.txt", document);
  });

  test("refuses to lose an address, and says how to move it", () => {
    const { aws_eks_cluster: _gone, ...rest } = document.resource;
    expect(() => expectAddresses("cloud.txt", { ...document, resource: rest })).toThrow(
      /aws_eks_cluster\.cluster_eks_[\s\S]*moved block/,
    );
  });

  test("has nothing that no golden shows", () => {
    const shown = [
      "aws_cloudwatch_log_group",
      "aws_default_security_group",
      "aws_eks_access_entry",
      "aws_eks_cluster",
      "aws_eks_identity_provider_config",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_route_table",
      "aws_route_table_association",
      "aws_security_group",
      "aws_subnet",
      "aws_vpc",
      "aws_vpc_endpoint",
      "aws_vpc_security_group_ingress_rule",
    ];
    expect(Object.keys(resource).sort()).toEqual(shown);
    expect(Object.keys(data).sort()).toEqual(["aws_caller_identity", "aws_partition"]);
  });

  test("names no folder of the machine that wrote it", () => {
    expect(JSON.stringify(document)).not.toContain(process.cwd());
  });
});

describe("a cluster with nodes", () => {
  const nodes = [
    { name: "general", instanceTypes: ["m7g.large", "m6g.large"], min: 2, max: 6, os: "bottlerocket", diskGiB: 80 },
    { name: "legacy", instanceTypes: ["m7i.large"], min: 0, max: 2, desired: 1, os: "al2023", diskGiB: 50 },
  ] as const;
  const withNodes = (change: Partial<CloudClusterInput["profile"]> = {}): CloudClusterInput => ({
    ...example,
    profile: { ...example.profile, nodes, addOnVersions: { vpcCni: "v1.20.4-eksbuild.1" }, ...change },
  });
  const document = written(withNodes());
  const own = partOf(document.resource, "cluster_nodes_");

  test.each([
    ["node-groups", pick(own, "aws_eks_node_group")],
    [
      "launch-templates",
      pick(own, "aws_launch_template").replace(/"user_data": "[^"]+"/g, '"user_data": "(see user-data)"'),
    ],
    ["add-ons", pick(own, "aws_eks_addon")],
    ["roles", pick(own, "aws_iam_role", "aws_iam_role_policy_attachment")],
    ["disk-key", pick(own, "aws_kms_key", "aws_kms_alias")],
  ])("writes %s as looked at", (name, text) => {
    expectGolden(`cloud-nodes/${name}.json`, text);
  });

  test.each([
    ["general", "bottlerocket.toml"],
    ["legacy", "al2023.mime"],
  ])("tells the nodes of %s what stands in user-data-%s", (group, file) => {
    const template = allOf(own, "aws_launch_template").find(({ name }) => name === `payments-prod-${group}`);
    expectGolden(`cloud-nodes/user-data-${file}`, Buffer.from(String(template?.user_data), "base64").toString("utf8"));
  });

  test("has these addresses and no other", () => {
    expectAddresses("cloud-nodes.txt", document);
  });

  test("has nothing that no golden shows, and changes nothing that is there without nodes", () => {
    expect(Object.keys(own).sort()).toEqual([
      "aws_eks_addon",
      "aws_eks_node_group",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_launch_template",
    ]);
    expect(partOf(document.resource, "cluster_nodes_", false)).toEqual(written(example).resource);
  });

  test("stands in an existing network as well", () => {
    const { resource } = stackOf(defineCluster(withNodes({ network: undefined })), existing);
    for (const group of allOf(resource, "aws_eks_node_group"))
      expect(group.subnet_ids).toEqual(existing.privateSubnetIds);
  });

  test("keeps every byte when groups are reordered, and every address when one is inserted in front", () => {
    expect(JSON.stringify(written(withNodes({ nodes: [...nodes].reverse() })))).toBe(JSON.stringify(document));
    const before = addressesOf(document);
    const now = addressesOf(written(withNodes({ nodes: [{ ...nodes[0], name: "a" }, ...nodes] })));
    expect(before.filter((address) => !now.includes(address))).toEqual([]);
    expect(now.filter((address) => !before.includes(address))).toHaveLength(2);
  });

  test("follows the partition: GovCloud has its own names and no other difference", () => {
    const region = "us-gov-west-1";
    const { resource } = written({
      ...withNodes(),
      profile: { kind: "cloud", region, nodes, network: { ...network, zones: [`${region}a`, `${region}b`] } },
      access: [
        example.access[0] as CloudClusterInput["access"][number],
        { who: { method: "aws-iam", role: "arn:aws-us-gov:iam::111122223333:role/recovery" }, persona: "recovery" },
      ],
    });
    for (const { service_name } of allOf(resource, "aws_vpc_endpoint")) {
      expect(service_name).toMatch(/^com\.amazonaws\.us-gov-west-1\./);
    }
    // Every other ARN takes its partition from the account that the stack stands in.
    expect(JSON.stringify(resource)).not.toMatch(/arn:aws:/);
  });

  test.each(["us-gov-west-1", "us-gov-east-1"])("stands whole in %s, with all that it may have there", (region) => {
    const archived = "arn:aws-us-gov:iam::111122223333:role/auditors";
    const may = [{ actions: ["s3:GetObject"], resources: ["arn:aws-us-gov:s3:::reports/*"] }];
    const { resource } = written({
      ...withNodes(),
      profile: {
        kind: "cloud",
        region,
        nodes,
        network: {
          ...network,
          zones: [`${region}a`, `${region}b`],
          awsServices: [{ service: "secretsmanager", why: "credentials of databases" }],
        },
        logArchive: { readableBy: [archived] },
        podIdentities: [{ namespace: "payments", serviceAccount: "reports", why: "reads reports", may }],
        tags: [{ key: "team", value: "payments" }],
      },
      breakGlass: { people: ["alice"] },
      access: [
        example.access[0] as CloudClusterInput["access"][number],
        { who: { method: "aws-iam", role: "arn:aws-us-gov:iam::111122223333:role/recovery" }, persona: "recovery" },
      ],
    });
    expect(allOf(resource, "aws_eks_pod_identity_association")).toHaveLength(1);
    expect(JSON.stringify(resource)).not.toMatch(/arn:aws:/);
    // Names of services that are written out end as those of the partition do.
    expect(JSON.stringify(resource)).not.toMatch(/amazonaws\.com\.cn|cn\.com\.amazonaws/);
  });

  test.each<[string, string, (nodes: NonNullable<CloudCluster["nodes"]>) => void]>([
    [
      "metadata without tokens",
      "nodes-hardened",
      ({ groups }) => groups.general?.launchTemplate.addOverride("metadata_options.http_tokens", "optional"),
    ],
    [
      "a public address",
      "nodes-hardened",
      ({ groups }) =>
        groups.legacy?.launchTemplate.addOverride("network_interfaces.0.associate_public_ip_address", "true"),
    ],
    ["a key pair", "nodes-hardened", ({ groups }) => groups.legacy?.launchTemplate.addOverride("key_name", "ops")],
    [
      "user data of somebody else",
      "nodes-hardened",
      ({ groups }) =>
        groups.legacy?.launchTemplate.addOverride("user_data", Buffer.from("#!/bin/sh\ntrue\n").toString("base64")),
    ],
    [
      "weaker settings",
      "node-kubelet-hardened",
      ({ groups }) =>
        groups.general?.launchTemplate.addOverride(
          "user_data",
          Buffer.from("[settings.host-containers.admin]\nenabled = true\n").toString("base64"),
        ),
    ],
    [
      "network policies off",
      "network-policy-enforced",
      ({ vpcCni }) => vpcCni.addOn.addOverride("configuration_values", "{}"),
    ],
    [
      "a role for everybody",
      "service-role-trust",
      ({ cniRole }) =>
        cniRole.role.addOverride(
          "assume_role_policy",
          '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}',
        ),
    ],
    [
      "a policy that no node needs",
      "known-shapes",
      ({ role }) =>
        role.policyAttachments.AmazonEKSWorkerNodePolicy.addOverride(
          "policy_arn",
          "arn:aws:iam::aws:policy/AdministratorAccess",
        ),
    ],
    [
      "changes that Terraform leaves alone",
      "known-shapes",
      ({ groups }) => groups.general?.launchTemplate.addOverride("lifecycle.ignore_changes", ["user_data"]),
    ],
  ])("is refused with %s", (_what, rule, weaken) => {
    const stack = new TerraformStack(new App(), "team");
    const { nodes } = new CloudCluster(stack, "cluster", { spec: defineCluster(withNodes()) });
    if (nodes === undefined) throw new Error("the description has nodes");
    weaken(nodes);
    expect(() => documentOf(stack)).toThrow(`[${rule}]`);
  });
});

describe("a cluster with a way out", () => {
  const withEgress: CloudClusterInput = {
    ...example,
    profile: { ...example.profile, network: { ...network, egress: { mode: "nat", why: "payment provider" } } },
  };
  const document = written(withEgress);

  test("has gateways that stand in no subnet, and one route out", () => {
    const { resource } = document;
    expectGolden("cloud/egress.json", pick(resource, "aws_internet_gateway", "aws_nat_gateway", "aws_route"));
    expect(allOf(resource, "aws_subnet")).toHaveLength(network.zones.length);
  });

  test("adds three addresses to those of a closed network", () => {
    const closed = addressesOf(written(example));
    expect(addressesOf(document).filter((address) => !closed.includes(address))).toEqual([
      expect.stringMatching(/^aws_internet_gateway\./),
      expect.stringMatching(/^aws_nat_gateway\./),
      expect.stringMatching(/^aws_route\./),
    ]);
  });

  test("is refused once a subnet leads to the internet gateway", () => {
    const stack = new TerraformStack(new App(), "team");
    const { privateNetwork } = new CloudCluster(stack, "cluster", { spec: defineCluster(withEgress) });
    const { internetGateway, routes } = privateNetwork?.outboundGateway ?? {};
    routes?.private?.addOverride("gateway_id", internetGateway?.id);
    expect(() => documentOf(stack)).toThrow("[isolated-network] route to an internet gateway");
  });
});

describe("a cluster of several identity providers", () => {
  const provider = (name: string) =>
    ({
      method: "oidc",
      name,
      issuer: `https://${name}.example.com`,
      clientId: "kubernetes",
      mfa: { dialect: "acr", values: ["urn:example:mfa"] },
    }) as const;
  const of = (...names: readonly string[]): CloudClusterInput => ({
    ...example,
    authentication: { methods: [...example.authentication.methods, ...names.map(provider)] },
    access: [
      ...example.access,
      ...names.map((name) => ({ who: oidcGroup("auditors", name), persona: "auditor" as const })),
    ],
  });
  const document = written(of("partners", "contractors"));

  test("associates them one after the other, each with a prefix of its own, as looked at", () => {
    expectGolden("cloud/oidc-providers.json", pick(document.resource, "aws_eks_identity_provider_config"));
  });

  test("keeps every byte when they are reordered, and every address and argument when one comes between", () => {
    expect(JSON.stringify(written(of("contractors", "partners")))).toBe(JSON.stringify(document));
    const more = written(of("partners", "guests", "contractors"));
    expect(addressesOf(document).filter((address) => !addressesOf(more).includes(address))).toEqual([]);
    const settings = ({ resource }: StackDocument) =>
      allOf(resource, "aws_eks_identity_provider_config").map(({ oidc }) => JSON.stringify(oidc));
    expect(settings(more)).toEqual(expect.arrayContaining([...settings(document)]));
    expect(JSON.stringify(onlyOf(written(example).resource, "aws_eks_identity_provider_config").oidc)).toBe(
      settings(document).find((one) => one.includes("login.example.com")),
    );
  });

  test.each<[string, (associations: CloudCluster["oidcAssociations"]) => void]>([
    [
      "the prefix of another",
      (all) => all["oidc-partners"]?.identityProviderConfig.addOverride("oidc.groups_prefix", "oidc:"),
    ],
    [
      "the issuer of another",
      (all) => all["oidc-partners"]?.identityProviderConfig.addOverride("oidc.issuer_url", "https://login.example.com"),
    ],
    ["no turn", (all) => all["oidc-partners"]?.identityProviderConfig.addOverride("depends_on.0", "aws_vpc.none")],
  ])("is refused when one has %s", (_what, weaken) => {
    const stack = new TerraformStack(new App(), "team");
    const cluster = new CloudCluster(stack, "cluster", { spec: defineCluster(of("partners")) });
    weaken(cluster.oidcAssociations);
    expect(() => documentOf(stack)).toThrow("[identity-providers-apart]");
  });
});

describe("a cluster whose tenants' workloads have roles", () => {
  const writes: PodGrantInput = {
    actions: ["s3:PutObject", "s3:GetObject"],
    resources: ["arn:aws:s3:::payments-reports/*"],
  };
  const decrypts = { actions: ["kms:Decrypt"], resources: ["arn:aws:kms:eu-central-1:111122223333:key/1a2b"] };
  const reports = {
    namespace: "payments",
    serviceAccount: "reports",
    why: "writes the reports of the night",
    may: [writes, decrypts],
  };
  const orders = {
    ...reports,
    serviceAccount: "orders",
    may: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:eu-central-1:111122223333:orders-*"] }],
  };
  const of = (...podIdentities: readonly PodIdentityInput[]): CloudClusterInput => ({
    ...example,
    profile: { ...example.profile, autoMode: {}, podIdentities },
  });
  const types = ["aws_eks_pod_identity_association", "aws_iam_role", "aws_iam_role_policy"];
  const document = written(of(reports, orders));

  test("writes a role for each account that its pods alone take on, as looked at, and nothing else", () => {
    const part = partOf(document.resource, "_pod-identities_");
    expectGolden("cloud/pod-identities.json", pick(part, ...types));
    expect(Object.keys(part).sort()).toEqual([...types].sort());
    expect(partOf(document.resource, "_pod-identities_", false)).toEqual(written(of()).resource);
    expectAddresses("cloud-pod-identities.txt", { ...document, resource: part });
  });

  test("keeps every byte when they are reordered, and the address of each when another comes", () => {
    const turned = { ...reports, may: [decrypts, { ...writes, actions: [...writes.actions].reverse() }] };
    expect(JSON.stringify(written(of(orders, turned)))).toBe(JSON.stringify(document));
    const more = addressesOf(written(of({ ...reports, namespace: "billing" }, reports, orders)));
    expect(addressesOf(document).filter((address) => !more.includes(address))).toEqual([]);
  });

  test("keeps two accounts apart that a hyphen would join to one name", () => {
    const tenants = ["a", "a-b"].map((name) => ({ name, quota: { cpu: "1", memory: "1Gi", pods: 3 } }));
    const input = {
      ...of({ ...orders, namespace: "a", serviceAccount: "b-c" }, { ...orders, namespace: "a-b", serviceAccount: "c" }),
      tenants: [...(example.tenants ?? []), ...tenants],
    };
    const { resource } = written(input);
    expect(allOf(partOf(resource, "_pod-identities_"), "aws_iam_role")).toHaveLength(2);
    expect(new Set(allOf(resource, "aws_iam_role").map(({ name }) => name)).size).toBe(
      allOf(resource, "aws_iam_role").length,
    );
  });

  test.each<[string, (identity: PodIdentity) => void]>([
    [
      "a trust for every account of the cluster",
      ({ role }) =>
        role.role.addOverride(
          "assume_role_policy",
          `{"Statement":{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"],
            "Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:eks:eu-central-1:111122223333:cluster/payments-prod"}}}}`,
        ),
    ],
    [
      "everything that S3 can do",
      ({ grants }) =>
        grants.addOverride("policy", '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::x/*"}}'),
    ],
    [
      "another role behind it",
      ({ association }) => association.addOverride("target_role_arn", "arn:aws:iam::1:role/x"),
    ],
    ["the role of the nodes", ({ association }) => association.addOverride("role_arn", "${aws_iam_role.nodes.arn}")],
    ["the account of every pod", ({ association }) => association.addOverride("service_account", "default")],
  ])("is refused with %s", (_what, weaken) => {
    const stack = new TerraformStack(new App(), "team");
    const { podIdentities } = new CloudCluster(stack, "cluster", { spec: defineCluster(of(reports)) });
    const identity = podIdentities?.byAccount["payments/reports"];
    if (identity === undefined) throw new Error("the description has an identity");
    weaken(identity);
    expect(() => documentOf(stack)).toThrow("[pod-identity-narrow]");
  });
});

describe("a cluster with tags", () => {
  const nodes = [
    { name: "general", instanceTypes: ["m7g.large"], min: 1, max: 2, os: "bottlerocket", diskGiB: 80 },
  ] as const;
  const tags = [
    { key: "team", value: "payments" },
    { key: "cost-center", value: "4711" },
  ];
  const of = (list: readonly TagInput[]): CloudClusterInput => ({
    ...example,
    profile: { ...example.profile, nodes, logArchive: {}, tags: list },
  });
  const document = written(of(tags));
  type Tagged = { readonly tags?: Readonly<Record<string, string>> };
  const blocks = ({ resource }: StackDocument) => Object.keys(resource).flatMap((type) => allOf(resource, type));

  test("writes them into every resource that takes tags, beside those of the library, and changes nothing else", () => {
    const wanted = { "cost-center": "4711", team: "payments" };
    const without = written(of([]));
    const before = blocks(without);
    const tagged = blocks(document).filter(({ tags: found }) => found !== undefined) as readonly Tagged[];
    expect(tagged.length).toBeGreaterThan(30);
    for (const { tags: found } of tagged) expect(found).toMatchObject(wanted);
    expect(onlyOf(document.resource, "aws_launch_template")).toMatchObject({
      tag_specifications: [
        { resource_type: "instance", tags: { ...wanted, Name: "payments-prod-general" } },
        { resource_type: "volume", tags: { ...wanted, Name: "payments-prod-general" } },
      ],
    });
    // All the rest is as it was: what is left of each block without its tags.
    const rest = (list: readonly object[]) =>
      list.map((block) =>
        JSON.stringify(block, (key, value) => (key === "tags" || key === "tag_specifications" ? undefined : value)),
      );
    expect(rest(blocks(document))).toEqual(rest(before));
    expect(document.provider).toEqual(without.provider);
  });

  test("are there in a team's own stack, whose provider says nothing of them, and keep every byte in another order", () => {
    const stack = new TerraformStack(new App(), "team");
    new CloudCluster(stack, "cluster", { spec: defineCluster(of(tags)) });
    expect(onlyOf(documentOf(stack).resource, "aws_eks_cluster").tags).toEqual({
      "cost-center": "4711",
      team: "payments",
    });
    expect(JSON.stringify(written(of([...tags].reverse())))).toBe(JSON.stringify(document));
  });

  test("leave room for the library's own: no resource has more than AWS takes", () => {
    const destinations = Array.from({ length: 60 }, (_, index) => ({
      host: `h${index}.example.com`,
      why: "a partner",
    }));
    const many = Array.from({ length: 45 }, (_, index) => ({ key: `k${index}`, value: "" }));
    const input = of(many);
    const full = written({
      ...input,
      profile: { ...input.profile, network: { ...network, egress: { mode: "firewall", destinations } } },
    });
    const counts = (blocks(full) as readonly Tagged[]).map(({ tags: found = {} }) => Object.keys(found).length);
    expect(Math.max(...counts)).toBe(49);
    for (const { tags: found } of blocks(full) as readonly Tagged[])
      if (found !== undefined) expect(Object.keys(found)).toEqual(expect.arrayContaining(["k0", "k44"]));
  });

  test("is refused once a tag holds a password", () => {
    const stack = new TerraformStack(new App(), "team");
    const { eks } = new CloudCluster(stack, "cluster", { spec: defineCluster(of(tags)) });
    eks.addOverride("tags.db-password", "hunter2");
    expect(() => documentOf(stack)).toThrow("[tags-hold-no-secrets]");
  });
});

describe("the cluster of the example fleet", () => {
  test("has these addresses and no other", () => {
    expectAddresses("cloud-fleet.txt", stackOf(fleetPayments));
  });
});

describe("a cluster with a way out to named hosts", () => {
  const destinations = [
    { host: "api.example.com", why: "payment provider" },
    { host: "mirror.example.com", protocol: "http", why: "package mirror" },
  ] as const;
  const withEgress = (list: readonly (typeof destinations)[number][]): CloudClusterInput => ({
    ...example,
    profile: { ...example.profile, network: { ...network, egress: { mode: "firewall", destinations: list } } },
  });
  const document = written(withEgress(destinations));
  const own = partOf(document.resource, "cluster_network_inspected-egress_");

  test.each([
    ["firewall", pick(own, ...Object.keys(own).filter((type) => type.startsWith("aws_networkfirewall_")))],
    [
      "routes",
      pick(own, "aws_subnet", "aws_route_table", "aws_route_table_association", "aws_route", "aws_nat_gateway"),
    ],
    ["alerts", pick(own, "aws_cloudwatch_log_group", "aws_kms_key")],
  ])("writes %s as looked at", (name, text) => {
    expectGolden(`cloud-firewall/${name}.json`, text);
  });

  test("has these addresses and no other", () => {
    expectAddresses("cloud-firewall.txt", document);
  });

  test("moves nothing of a closed network but the tables that its subnets take", () => {
    const closed = addressesOf(written(example));
    expect(closed.filter((address) => !addressesOf(document).includes(address))).toEqual([]);
    const tables = allOf(document.resource, "aws_route_table_association").map(({ route_table_id }) =>
      String(route_table_id),
    );
    expect(tables.filter((table) => table.includes("cluster_network_routes_"))).toEqual([]);
    const s3 = allOf(document.resource, "aws_vpc_endpoint").find(
      ({ vpc_endpoint_type }) => vpc_endpoint_type === "Gateway",
    );
    expect(s3?.route_table_ids).toHaveLength(1 + network.zones.length);
  });

  test("is the same in every byte when destinations are reordered", () => {
    expect(JSON.stringify(written(withEgress([...destinations].reverse())))).toBe(JSON.stringify(document));
  });

  test.each([
    ["a policy that lets the rest out", "policy", "firewall_policy.stateful_default_actions", ["aws:pass"]],
    ["packets that pass unseen", "policy", "firewall_policy.stateless_default_actions", ["aws:pass"]],
    ["a name with all below it", "names", "rule_group.rules_source.rules_source_list.targets", [".example.com"]],
    ["a firewall that one plan takes away", "firewall", "delete_protection", false],
  ])("is refused with %s", (_, part, path, value) => {
    const stack = new TerraformStack(new App(), "team");
    const { privateNetwork } = new CloudCluster(stack, "cluster", { spec: defineCluster(withEgress(destinations)) });
    const egress = privateNetwork?.inspectedEgress?.firewall;
    const target = { policy: egress?.policy, names: egress?.nameGroups.https, firewall: egress?.firewall }[part];
    target?.addOverride(path, value);
    expect(() => documentOf(stack)).toThrow("[egress-to-named-hosts]");
  });

  test("is refused once nodes go out past the firewall", () => {
    const stack = new TerraformStack(new App(), "team");
    const { privateNetwork } = new CloudCluster(stack, "cluster", { spec: defineCluster(withEgress(destinations)) });
    const nat = privateNetwork?.inspectedEgress?.gateway.natGateway;
    stack.addOverride("resource.aws_route.past", {
      route_table_id: privateNetwork?.inspectedEgress?.routeTables["eu-central-1a"]?.id,
      destination_cidr_block: "0.0.0.0/1",
      nat_gateway_id: nat?.id,
    });
    expect(() => documentOf(stack)).toThrow("[egress-to-named-hosts] this route leads past the firewall");
  });
});

describe("a cluster with an archive of its logs", () => {
  const withArchive: CloudClusterInput = {
    ...example,
    profile: { ...example.profile, logArchive: { readableBy: ["arn:aws:iam::111122223333:role/auditors"] } },
  };
  const document = written(withArchive);
  const own = partOf(document.resource, "cluster_log-archive_");

  test.each([
    ["bucket", pick(own, ...Object.keys(own).filter((type) => type.startsWith("aws_s3_")))],
    ["stream", pick(own, "aws_kinesis_firehose_delivery_stream", "aws_cloudwatch_log_subscription_filter")],
    ["roles", pick(own, "aws_iam_role", "aws_iam_role_policy")],
  ])("writes its %s as looked at", (name, text) => {
    expectGolden(`cloud-archive/${name}.json`, text);
  });

  test("has these addresses and no other, and changes nothing that is there without an archive", () => {
    expectAddresses("cloud-archive.txt", document);
    expect(partOf(document.resource, "cluster_log-archive_", false)).toEqual(written(example).resource);
  });

  test("locks records for as long as logs are kept, or for as long as it says itself", () => {
    const days = (input: CloudClusterInput) =>
      JSON.stringify(allOf(written(input).resource, "aws_s3_bucket_object_lock_configuration")).match(
        /"days":(\d+)/,
      )?.[1];
    expect(days({ ...withArchive, logs: { retentionDays: 700 } })).toBe("700");
    const profile = { ...example.profile, logArchive: { retentionDays: 3653 } };
    expect(days({ ...example, profile, logs: { retentionDays: 700 } })).toBe("3653");
  });

  test("takes the control plane's logs alone where the network is somebody else's", () => {
    const profile = { kind: "cloud", region: "eu-central-1", logArchive: {} } as const;
    const { resource } = stackOf(defineCluster({ ...example, profile }), existing);
    expect(allOf(resource, "aws_cloudwatch_log_subscription_filter")).toHaveLength(1);
  });

  test.each([
    ["a lock that an administrator may take away", "lock", "rule.default_retention.mode", "GOVERNANCE"],
    ["a lock for a day", "lock", "rule.default_retention.days", 1],
    ["no lock", "bucket", "object_lock_enabled", false],
    ["a policy that lets people in", "policy", "policy", "{}"],
    ["public access", "publicAccessBlock", "restrict_public_buckets", false],
  ] as const)("is refused with %s", (_, part, path, value) => {
    const stack = new TerraformStack(new App(), "team");
    const { logArchive } = new CloudCluster(stack, "cluster", { spec: defineCluster(withArchive) });
    logArchive?.bucket[part].addOverride(path, value);
    expect(() => documentOf(stack)).toThrow("[log-archive-locked]");
  });

  test("is refused once records are left out, or go to somebody else", () => {
    const refused = (path: string, value: unknown) => {
      const stack = new TerraformStack(new App(), "team");
      const { logArchive } = new CloudCluster(stack, "cluster", { spec: defineCluster(withArchive) });
      logArchive?.subscriptions["control-plane"]?.addOverride(path, value);
      expect(() => documentOf(stack)).toThrow("[log-subscription-whole]");
    };
    refused("filter_pattern", "{ $.verb = delete }");
    refused("destination_arn", "arn:aws:firehose:eu-central-1:999999999999:deliverystream/x");
  });
});

describe("a cluster in Auto Mode", () => {
  const withAutoMode: CloudClusterInput = { ...example, profile: { ...example.profile, autoMode: {} } };
  const document = written(withAutoMode);

  test("leaves nodes, disks and load balancers to AWS, without an add-on", () => {
    const { compute_config, storage_config, kubernetes_network_config } = onlyOf(document.resource, "aws_eks_cluster");
    expectGolden(
      "cloud-auto-mode/cluster.json",
      `${JSON.stringify({ compute_config, storage_config, kubernetes_network_config }, null, 2)}\n`,
    );
    expect(document.resource.aws_eks_addon).toBeUndefined();
    expect(document.resource.aws_eks_node_group).toBeUndefined();
  });

  test("gives its roles what they need, and refuses them the internet", () => {
    const own = { ...partOf(document.resource, "cluster_role_") };
    expectGolden(
      "cloud-auto-mode/roles.json",
      pick(own, "aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"),
    );
  });

  test("has these addresses and no other, and loses none of those without it", () => {
    expectAddresses("cloud-auto-mode.txt", document);
    expect(addressesOf(written(example)).filter((address) => !addressesOf(document).includes(address))).toEqual([]);
  });

  test("is refused once nothing keeps load balancers inside", () => {
    const stack = new TerraformStack(new App(), "team");
    const { role } = new CloudCluster(stack, "cluster", { spec: defineCluster(withAutoMode) });
    role.autoModePolicies[0]?.addOverride("policy", '{"Statement":[]}');
    expect(() => documentOf(stack)).toThrow("[auto-mode-inside]");
  });
});

describe("a cluster in an existing network", () => {
  const document = stackOf(defineCluster(inExistingNetwork), existing);

  test("makes no network, and stands in the one it is given", () => {
    expectGolden("cloud/existing-network.json", pick(document.resource, "aws_security_group", "aws_eks_cluster"));
    for (const type of Object.keys(document.resource)) expect(type).not.toMatch(/vpc$|subnet|route|endpoint/);
  });

  test("has these addresses and no other", () => {
    expectAddresses("cloud-existing-network.txt", document);
  });

  test("has the addresses of a cluster with its own network, without those of the network", () => {
    const own = addressesOf(written(example)).filter((address) => !address.includes(".cluster_network_"));
    expect(addressesOf(document)).toEqual(own);
  });

  test("takes ids that are known only when Terraform runs", () => {
    const stack = new TerraformStack(new App(), "team");
    const id = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
    const later = ExistingNetwork.fromIds({ vpcId: id("vpc"), privateSubnetIds: [id("one"), id("two")] });
    new CloudCluster(stack, "cluster", { spec: defineCluster(inExistingNetwork), network: later });
    const { resource } = documentOf(stack);
    expect(onlyOf(resource, "aws_security_group").vpc_id).toBe(`$${"{var.vpc}"}`);
    expect(onlyOf(resource, "aws_eks_cluster").vpc_config).toMatchObject({
      subnet_ids: [`$${"{var.one}"}`, `$${"{var.two}"}`],
    });
  });
});

describe("the network of a cluster", () => {
  test("refuses to be missing, and names both ways to give one", () => {
    expect(() => stackOf(defineCluster(inExistingNetwork))).toThrow(
      /profile\.network = \{ cidr, zones \}.*ExistingNetwork\.fromIds/,
    );
  });

  test("refuses to be given twice", () => {
    expect(() => stackOf(defineCluster(example), existing)).toThrow(/payments-prod has two networks/);
  });
});

describe("the order of the description", () => {
  const before = written(example);
  const { profile, apiServer, authentication, access, tenants = [] } = example;
  const reversed = <T>(list: readonly T[]): readonly T[] => [...list].reverse();

  test.each<[string, CloudClusterInput]>([
    ["zones", { ...example, profile: { ...profile, network: { ...network, zones: reversed(network.zones) } } }],
    ["sources", { ...example, apiServer: { reachableFrom: reversed(apiServer.reachableFrom) } }],
    ["methods", { ...example, authentication: { methods: reversed(authentication.methods) } }],
    ["access", { ...example, access: reversed(access) }],
    ["tenants", { ...example, tenants: reversed(tenants) }],
  ])("changes no byte of the output: %s", (_what, input) => {
    expect(JSON.stringify(written(input))).toBe(JSON.stringify(before));
  });

  test.each<[string, CloudClusterInput, number]>([
    [
      "zone",
      { ...example, profile: { ...profile, network: { ...network, zones: ["eu-central-1c", ...network.zones] } } },
      2,
    ],
    [
      "source",
      { ...example, apiServer: { reachableFrom: [{ cidr: "10.7.0.0/16", why: "plant" }, ...apiServer.reachableFrom] } },
      1,
    ],
    [
      "role",
      {
        ...example,
        access: [
          { who: { method: "aws-iam", role: "arn:aws:iam::111122223333:role/a" }, persona: "recovery" },
          ...access,
        ],
      },
      1,
    ],
    [
      "group",
      {
        ...example,
        access: [{ who: { method: "oidc", group: "a" }, persona: "viewer", namespaces: ["billing"] }, ...access],
      },
      0,
    ],
    ["tenant", { ...example, tenants: [{ name: "a", quota: { cpu: "1", memory: "1Gi", pods: 1 } }, ...tenants] }, 0],
  ])("keeps every address when a %s is inserted in front, and adds only its own", (_what, input, added) => {
    const old = addressesOf(before);
    const now = addressesOf(written(input));
    expect(old.filter((address) => !now.includes(address))).toEqual([]);
    expect(now).toHaveLength(old.length + added);
  });
});

describe("CloudCluster", () => {
  test("keeps every address when it moves from CloudClusterStack into a team's own stack", () => {
    const stack = new TerraformStack(new App(), "team");
    new CloudCluster(stack, "cluster", { spec: defineCluster(example) });
    expect(addressesOf(documentOf(stack))).toEqual(addressesOf(written(example)));
  });

  test("stands twice in one stack", () => {
    const stack = new TerraformStack(new App(), "team");
    const spec = (name: string) => defineCluster({ ...inExistingNetwork, name });
    for (const name of ["blue", "green"]) new CloudCluster(stack, name, { spec: spec(name), network: existing });
    expect(allOf(documentOf(stack).resource, "aws_eks_cluster").map((cluster) => cluster.name)).toEqual([
      "blue",
      "green",
    ]);
  });

  test("gives the resources themselves to override and to refer to", () => {
    const stack = new TerraformStack(new App(), "team");
    const cluster = new CloudCluster(stack, "cluster", { spec: defineCluster(example) });
    cluster.eks.addOverride("tags.team", "payments");
    new ClosedSecurityGroup(stack, "other", {
      vpcId: cluster.network.vpcId,
      name: "other",
      description: "other",
      inbound: [],
    });
    const { resource } = documentOf(stack);
    expect(onlyOf(resource, "aws_eks_cluster").tags).toEqual({ team: "payments" });
    expect(
      resource.aws_security_group?.[
        Object.keys(resource.aws_security_group).find((key) => key.startsWith("other")) ?? ""
      ]?.vpc_id,
    ).toMatch(/aws_vpc\.cluster_network_vpc/);
    expect(cluster.privateNetwork?.vpc.cidrBlockInput).toBe(network.cidr);
    expect(Object.keys(cluster.accessEntries)).toHaveLength(2);
    expect(cluster.oidc).toBeDefined();
  });

  test("keeps records for the nearest longer time that CloudWatch Logs offers", () => {
    const { resource } = written({ ...example, logs: { retentionDays: 500 } });
    expect(allOf(resource, "aws_cloudwatch_log_group").map(({ retention_in_days }) => retention_in_days)).toEqual([
      545, 545,
    ]);
  });

  test("lets nobody outside reach the API server when no source is declared", () => {
    const { resource } = written({ ...example, apiServer: { reachableFrom: [] } });
    const rules = allOf(resource, "aws_vpc_security_group_ingress_rule");
    expect(rules.map((rule) => rule.cidr_ipv4)).toEqual([network.cidr]);
  });
});

describe("CloudClusterStack", () => {
  const backendOf = (backend: Backend) =>
    documentOf(new CloudClusterStack(new App(), "payments-prod", { spec: defineCluster(example), backend })).terraform
      .backend;

  test("keeps the state in a bucket, encrypted and locked", () => {
    expect(backendOf(s3Backend({ bucket: "state", region: "eu-central-1" }))).toEqual({
      s3: { bucket: "state", key: "payments-prod.tfstate", region: "eu-central-1", encrypt: true, use_lockfile: true },
    });
    const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
    expect(backendOf(s3Backend({ bucket: "state", region: "eu-central-1", key: "a/b", kmsKeyArn }))).toMatchObject({
      s3: { key: "a/b", kms_key_id: kmsKeyArn },
    });
  });

  test("keeps the state beside the output when it is told so in words", () => {
    expect(backendOf(localBackend())).toEqual({ local: { path: "../../../terraform.payments-prod.tfstate" } });
  });

  test("refuses to choose a backend by itself, and names both helpers", () => {
    const nothing = { spec: defineCluster(example) } as unknown as CloudClusterStackProps;
    expect(() => new CloudClusterStack(new App(), "payments-prod", nothing)).toThrow(
      /payments-prod has no backend: .*s3Backend.*localBackend/,
    );
  });

  test("keeps the state where it is told", () => {
    const stack = new CloudClusterStack(new App(), "payments-prod", {
      spec: defineCluster(example),
      backend: (scope) => new S3Backend(scope, { bucket: "state", key: "payments-prod", region: "eu-central-1" }),
    });
    expect(Object.keys(documentOf(stack).terraform.backend as object)).toEqual(["s3"]);
  });
});
