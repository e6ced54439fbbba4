import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import {
  App,
  type AppConfig,
  Aspects,
  Lazy,
  LocalBackend,
  TerraformHclModule,
  TerraformLocal,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import type { IConstruct } from "constructs";
import { allowShape, judgementOf, type Pack, usePack, waive } from "portcullis";
import { CloudCluster } from "portcullis/profiles/cloud";
import { expectRefused, judge } from "portcullis/testing";
import { GateBypass } from "../../../lib/constructs/gate/bypass";
import { Refusal } from "../../../lib/guardrails/refusal";
import { InvalidInput } from "../../../lib/spec/invalid-input";
import { paymentsSpec } from "../../example-clusters";
import { testWhereProving } from "../../proving";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-doors-"));
});
afterEach(() => {
  delete process.env.SYNTH_HCL_OUTPUT;
  delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  rmSync(folder, { recursive: true, force: true });
});

/** A team's own stack, plain cdktf, with one cluster of ours in it. */
class TeamStack extends TerraformStack {
  readonly cluster: CloudCluster;
  constructor(scope: App, id = "team") {
    super(scope, id);
    new LocalBackend(this, { path: "team.tfstate" });
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    this.cluster = new CloudCluster(this, "cluster", { spec: paymentsSpec });
  }
}

function team(config: AppConfig = {}): { app: App; stack: TeamStack; file: string } {
  const app = new App({ outdir: folder, ...config });
  return { app, stack: new TeamStack(app), file: join(folder, "stacks", "team", "cdk.tf.json") };
}

/** What an attacker or a careless colleague does to the stack, by name. */
const OPENINGS: Readonly<Record<string, { rule: string; open: (stack: TeamStack) => void }>> = {
  "an override of the endpoint": {
    rule: "private-endpoint",
    open: ({ cluster }) => cluster.eks.addOverride("vpc_config.endpoint_public_access", true),
  },
  "an override with the string true": {
    rule: "private-endpoint",
    open: ({ cluster }) => cluster.eks.addOverride("vpc_config.endpoint_public_access", "true"),
  },
  "an override with an expression that nobody can judge": {
    rule: "private-endpoint",
    open: ({ cluster }) => cluster.eks.addOverride("vpc_config.endpoint_public_access", "${var.public}"),
  },
  "an override that takes the private endpoint away": {
    rule: "private-endpoint",
    open: ({ cluster }) => cluster.eks.addOverride("vpc_config", [{ subnet_ids: ["subnet-1"] }]),
  },
  "an override of the stack that says whose a resource of ours is": {
    rule: "deletion-protected",
    open: (stack) =>
      stack.addOverride(`resource.aws_eks_cluster.${stack.cluster.eks.friendlyUniqueId}`, {
        "//": { metadata: { path: "elsewhere/cluster" } },
        deletion_protection: false,
      }),
  },
  "a raw resource by an override of the stack": {
    rule: "closed-inbound",
    open: (stack) =>
      stack.addOverride("resource.aws_vpc_security_group_ingress_rule.raw", {
        security_group_id: stack.cluster.eks.vpcConfig.clusterSecurityGroupId,
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
      }),
  },
  "another endpoint of AWS in the provider": {
    rule: "known-shapes",
    open: (stack) => stack.addOverride("provider.aws", [{ region: "eu-central-1", endpoints: [{ eks: "https://x" }] }]),
  },
  "a provider that checks no certificate": {
    rule: "known-shapes",
    open: (stack) => stack.addOverride("provider.aws", [{ region: "eu-central-1" }, { alias: "x", insecure: true }]),
  },
  "a secret in the provider": {
    rule: "known-shapes",
    open: (stack) => stack.addOverride("provider.aws", [{ region: "eu-central-1", secret_key: "never to be printed" }]),
  },
  "a default security group that is not made": {
    rule: "default-group-closed",
    open: (stack) =>
      stack.cluster.node.findAll().forEach((node) => {
        if (TerraformResource.isTerraformResource(node) && node.terraformResourceType === "aws_default_security_group")
          node.addOverride("count", 0);
      }),
  },
  "an open range beside ours": {
    rule: "closed-inbound",
    open: (stack) =>
      new VpcSecurityGroupIngressRule(stack, "open", {
        securityGroupId: stack.cluster.securityGroup.securityGroupId,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      }),
  },
  "the internet in two halves": {
    rule: "closed-inbound",
    open: (stack) => {
      for (const [id, cidrIpv4] of Object.entries({ low: "0.0.0.0/1", high: "128.0.0.0/1" })) {
        new VpcSecurityGroupIngressRule(stack, id, {
          securityGroupId: stack.cluster.securityGroup.securityGroupId,
          cidrIpv4,
          ipProtocol: "-1",
        });
      }
    },
  },
  "a range from a variable": {
    rule: "closed-inbound",
    open: (stack) =>
      new VpcSecurityGroupIngressRule(stack, "open", {
        securityGroupId: stack.cluster.securityGroup.securityGroupId,
        cidrIpv4: new TerraformVariable(stack, "range", { default: "10.0.0.0/8" }).stringValue,
        ipProtocol: "-1",
      }),
  },
  "an open range hidden in a local": {
    rule: "closed-inbound",
    open: (stack) =>
      new VpcSecurityGroupIngressRule(stack, "open", {
        securityGroupId: stack.cluster.securityGroup.securityGroupId,
        cidrIpv6: new TerraformLocal(stack, "everyone", "::/0").asString,
        ipProtocol: "-1",
      }),
  },
  "an aspect": {
    rule: "private-endpoint",
    open: (stack) =>
      Aspects.of(stack).add({
        visit: (node: IConstruct) => {
          if (node === stack.cluster.eks) stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
        },
      }),
  },
  "a change as late as a validation": {
    rule: "private-endpoint",
    open: (stack) =>
      stack.node.addValidation({
        validate: () => {
          stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
          return [];
        },
      }),
  },
  "a value that opens when it is rendered": {
    rule: "private-endpoint",
    open: (stack) =>
      stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", Lazy.anyValue({ produce: () => true })),
  },
  "an internet gateway in the cluster's network": {
    rule: "isolated-network",
    open: (stack) => new InternetGateway(stack, "gateway", { vpcId: stack.cluster.network.vpcId }),
  },
  "a module": {
    rule: "known-shapes",
    open: (stack) => new TerraformHclModule(stack, "dns", { source: "example/dns/aws", version: "1.0.0" }),
  },
  "a provisioner": {
    rule: "known-shapes",
    open: (stack) =>
      // cdktf's own DataResource would ask the program terraform for its version, which is not on every machine.
      new S3Bucket(stack, "run", { bucket: "run", provisioners: [{ type: "local-exec", command: "true" }] }),
  },
  "a data source that runs a program": {
    rule: "known-shapes",
    open: (stack) => stack.addOverride("data.external.run", { program: ["true"] }),
  },
  "a resource of a provider that nobody classified": {
    rule: "known-shapes",
    open: (stack) => stack.addOverride("resource.null_resource.run", {}),
  },
  "a resource that can hold any other": {
    rule: "known-shapes",
    open: (stack) =>
      stack.addOverride("resource.aws_cloudformation_stack.any", { name: "x", template_url: "https://example.com/x" }),
  },
  "an access policy of AWS that gives everything": {
    rule: "no-standing-admin",
    open: (stack) =>
      stack.addOverride("resource.aws_eks_access_policy_association.admin", {
        cluster_name: "payments-prod",
        principal_arn: "arn:aws:iam::123456789012:role/x",
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        access_scope: { type: "cluster" },
      }),
  },
  "a second way into a group of the library, as a raw resource by an override of the stack": {
    rule: "no-standing-admin",
    open: (stack) =>
      stack.addOverride("resource.aws_eks_access_entry.more", {
        "//": { metadata: { path: "team/cluster/access/more" } },
        cluster_name: "payments-prod",
        principal_arn: "arn:aws:iam::123456789012:role/intern",
        kubernetes_groups: ["portcullis:recovery"],
      }),
  },
  "rights for a role of ours to make administrators, as a raw resource by an override of the stack": {
    rule: "known-shapes",
    open: (stack) => {
      const role = stack.cluster.node
        .findAll()
        .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node))
        .find((node) => node.terraformResourceType === "aws_iam_role" && node.node.path.includes("flow-logs"));
      stack.addOverride("resource.aws_iam_role_policy.more", {
        role: `\${aws_iam_role.${role?.friendlyUniqueId}.id}`,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["eks:CreateAccessEntry", "eks:AssociateAccessPolicy"],
              Resource: ["arn:aws:eks:eu-central-1:123456789012:cluster/payments-prod"],
            },
          ],
        }),
      });
    },
  },
  "logs switched off": {
    rule: "control-plane-logs",
    open: ({ cluster }) => {
      cluster.eks.enabledClusterLogTypes = ["api"];
    },
  },
};

describe("the way of a stack to disk", () => {
  test("writes what was judged when nothing opens the cluster", () => {
    const { app, file } = team();
    app.synth();
    expect(JSON.parse(readFileSync(file, "utf8")).resource.aws_eks_cluster).toBeDefined();
    expect(judgementOf(app)?.findings).toEqual([]);
    expect(readdirSync(join(folder, "stacks", "team"))).toEqual(["cdk.tf.json"]);
  });

  test.each(Object.entries(OPENINGS))("refuses %s and writes nothing", (_name, { rule, open }) => {
    const { app, stack, file } = team();
    open(stack);
    expectRefused(() => app.synth(), rule);
    expect(existsSync(file)).toBe(false);
  });

  // That change is made by a validation, which skipValidation skips too.
  const withoutValidation = Object.entries(OPENINGS).filter(([name]) => name !== "a change as late as a validation");
  test.each(withoutValidation)("refuses %s also with skipValidation", (_name, { rule, open }) => {
    const { app, stack, file } = team({ skipValidation: true });
    open(stack);
    expectRefused(() => app.synth(), rule);
    expect(existsSync(file)).toBe(false);
  });

  test("says the rule, the construct, the line that made it, the value, and what to do", () => {
    const { app, stack } = team();
    stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
    const [finding] = expectRefused(() => app.synth(), "private-endpoint");
    expect(finding?.place.construct).toMatch(/^team\/cluster/);
    expect(finding?.source).toMatch(/^gate\/terraform-doors\.test\.ts:\d+$/);
    expect(finding?.got).toContain("true");
    expect(finding?.fix).not.toBe("");
  });

  test("leaves the old output byte for byte when a later synthesis is refused", () => {
    const first = team();
    first.app.synth();
    const before = readFileSync(first.file, "utf8");
    const second = team();
    second.stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
    expect(() => second.app.synth()).toThrow(Refusal);
    expect(readFileSync(second.file, "utf8")).toEqual(before);
    expect(readdirSync(join(folder, "stacks", "team"))).toEqual(["cdk.tf.json"]);
  });

  test("writes no gated stack when one of several is refused, whichever comes first", () => {
    for (const bad of ["first", "second"]) {
      const app = new App({ outdir: folder });
      const stacks = ["first", "second"].map((id) => new TeamStack(app, id));
      stacks.find((stack) => stack.node.id === bad)?.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
      expect(() => app.synth()).toThrow(Refusal);
      expect(existsSync(join(folder, "stacks", "first", "cdk.tf.json"))).toBe(false);
      expect(existsSync(join(folder, "stacks", "second", "cdk.tf.json"))).toBe(false);
    }
  });

  test("names the findings of all stacks at once", () => {
    const app = new App({ outdir: folder });
    for (const id of ["first", "second"])
      new TeamStack(app, id).cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
    expect(() => app.synth()).toThrow(/stacks\/first[\s\S]*stacks\/second/);
  });

  test("leaves stacks without a construct of ours alone", () => {
    const { app } = team();
    const website = new TerraformStack(app, "website");
    new LocalBackend(website, { path: "website.tfstate" });
    new TerraformHclModule(website, "anything", { source: "example/anything/aws" });
    app.synth();
    expect(existsSync(join(folder, "stacks", "website", "cdk.tf.json"))).toBe(true);
  });
});

describe("a team's ordinary resources beside the cluster", () => {
  test("pass, their public website among them", () => {
    const { app, stack } = team();
    const vpc = new Vpc(stack, "web-network", { cidrBlock: "10.99.0.0/16" });
    new InternetGateway(stack, "web-gateway", { vpcId: vpc.id });
    const subnets = ["a", "b"].map(
      (zone, index) =>
        new Subnet(stack, `web-${zone}`, {
          vpcId: vpc.id,
          cidrBlock: `10.99.${index}.0/24`,
          availabilityZone: `eu-central-1${zone}`,
          mapPublicIpOnLaunch: true,
        }),
    );
    const group = new SecurityGroup(stack, "web-group", { vpcId: vpc.id });
    new VpcSecurityGroupIngressRule(stack, "web-https", {
      securityGroupId: group.id,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    new Lb(stack, "web", { internal: false, securityGroups: [group.id], subnets: subnets.map((subnet) => subnet.id) });
    const bucket = new S3Bucket(stack, "web-bucket", { bucket: "team-website" });
    new S3BucketWebsiteConfiguration(stack, "web-site", { bucket: bucket.id, indexDocument: { suffix: "index.html" } });
    new LambdaFunction(stack, "resize", {
      functionName: "resize",
      role: "arn:aws:iam::123456789012:role/resize",
      handler: "index.handler",
      runtime: "nodejs20.x",
      s3Bucket: "code",
      s3Key: "resize.zip",
    });
    new CloudfrontDistribution(stack, "cdn", {
      enabled: true,
      origin: [{ originId: "web", domainName: bucket.bucketRegionalDomainName }],
      defaultCacheBehavior: {
        targetOriginId: "web",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
    app.synth();
    expect(judgementOf(app)?.findings).toEqual([]);
  });

  test("are refused once they lead to the cluster", () => {
    const { app, stack } = team();
    new Lb(stack, "web", { internal: false, subnets: [...stack.cluster.network.privateSubnetIds] });
    expectRefused(() => app.synth(), "isolated-network");
  });

  test("pass when the team has allowed an unknown shape by its exact name, and the report repeats the reason", () => {
    const { app, stack } = team();
    new TerraformHclModule(stack, "dns", { source: "example/dns/aws", version: "1.0.0" });
    allowShape(stack, { name: "team/dns", why: "our own DNS records, reviewed in dns/" });
    app.synth();
    expect(judgementOf(app)?.allowed.map(({ allowance }) => allowance.why)).toEqual([
      "our own DNS records, reviewed in dns/",
    ]);
  });

  test("are refused when the allowance names something else, a pattern or no reason", () => {
    const { app, stack } = team();
    new TerraformHclModule(stack, "dns", { source: "example/dns/aws", version: "1.0.0" });
    expect(() => allowShape(stack, { name: "team/*", why: "everything of ours is fine" })).toThrow(/not a pattern/);
    expect(() => allowShape(stack, { name: "team/dns", why: "ok" })).toThrow(/ten characters/);
    allowShape(stack, { name: "team/dn", why: "our own DNS records, reviewed in dns/" });
    expectRefused(() => app.synth(), "known-shapes");
  });

  test("give way to a waiver at one place, which the report repeats with the day", () => {
    const { app, stack } = team();
    const address = `aws_eks_cluster.${stack.cluster.eks.friendlyUniqueId}`;
    stack.cluster.eks.addOverride("deletion_protection", false);
    const [finding] = expectRefused(() => app.synth(), "deletion-protected");
    const waiver = {
      rule: "deletion-protected",
      path: finding?.place.path ?? "",
      reason: "it is rebuilt every night",
      owner: "platform",
    };
    expect(waiver.path).toContain(address);
    waive(stack, { ...waiver, expires: inDays(30) });
    app.synth();
    expect(judgementOf(app)).toMatchObject({
      asOf: inDays(0),
      findings: [],
      waived: [{ waiver: { owner: "platform" } }],
    });
    // A part of the app holds nothing that another waiver is about.
    waive(stack, { ...waiver, rule: "flow-logs", expires: inDays(30) });
    expect(() => stack.toTerraform()).not.toThrow();
    expectRefused(() => app.synth(), "waivers");
  });

  test("are refused with a waiver that expired, names nobody or gives a promise away", () => {
    const { app, stack } = team();
    stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
    const [finding] = expectRefused(() => app.synth(), "private-endpoint");
    const waiver = {
      rule: "private-endpoint",
      path: finding?.place.path ?? "",
      reason: "for the demonstration",
      owner: "sales",
      expires: inDays(1),
    };
    expect(() => waive(stack, { ...waiver, owner: "" })).toThrow(/owner/);
    expect(() => waive(stack, { ...waiver, expires: "tomorrow" })).toThrow(/not a day/);
    waive(stack, waiver);
    waive(stack, { ...waiver, rule: "deletion-protected", expires: inDays(-1) });
    expectRefused(() => app.synth(), "private-endpoint");
    expect(judgementOf(app)?.findings.filter(({ rule }) => rule === "waivers")).toHaveLength(2);
  });

  test("are refused by the rules of a pack, which takes no rule away", () => {
    const { app, stack } = team();
    const rule: Pack["rules"][number] = {
      id: "acme/no-cluster",
      title: "There is no cluster here.",
      why: "This account is for websites.",
      fix: "Put it elsewhere.",
      controls: [],
      judges: "eks-cluster",
      reach: "exposure",
      judge: () => ({ verdict: "fail", faults: [{ at: "", got: "a cluster", message: "there is one" }] }),
      fixtures: () => ({ pass: [], fail: [] }),
    };
    expect(() =>
      usePack(stack, { name: "acme", title: "What Acme keeps to.", rules: [{ ...rule, id: "private-endpoint" }] }),
    ).toThrow(/not called/);
    usePack(stack, { name: "acme", title: "What Acme keeps to.", rules: [rule] });
    expectRefused(() => app.synth(), "acme/no-cluster");
  });

  test.each<readonly [string, unknown]>([
    ["nothing", undefined],
    ["a promise", Promise.resolve({ verdict: "pass" })],
    ["a verdict that is none", { verdict: "fine" }],
    ["a fault that it does not name", { verdict: "fail", faults: [] }],
    ["a fault without a list", { verdict: "unknown" }],
  ])("are refused by a rule of a pack that says %s", (_, said) => {
    const { app, stack } = team();
    const rule = { id: "acme/odd", title: "t", why: "w", fix: "f", controls: [], judges: "eks-cluster" };
    usePack(stack, {
      name: "acme",
      title: "What Acme keeps to.",
      rules: [{ ...rule, reach: "exposure", judge: () => said, fixtures: { pass: [], fail: [] } }] as never,
    });
    expectRefused(() => app.synth(), "acme/odd");
  });

  test.each<readonly [string, unknown]>([
    ["nothing", undefined],
    ["a name alone", { name: "acme" }],
    ["a rule that cannot judge", { name: "acme", title: "What Acme keeps to.", rules: [{ id: "acme/x" }] }],
    [
      "a rule of another reach",
      {
        name: "acme",
        title: "What Acme keeps to.",
        rules: [{ id: "acme/x", judges: "vpc", judge: () => 1, reach: "all" }],
      },
    ],
  ])("refuses a pack that is %s, in words", (_, pack) => {
    expect(() => usePack(team().stack, pack as Pack)).toThrow(InvalidInput);
  });

  test("cannot be allowed to open the cluster", () => {
    const { app, stack } = team();
    const rule = new VpcSecurityGroupIngressRule(stack, "open", {
      securityGroupId: stack.cluster.securityGroup.securityGroupId,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
    });
    allowShape(stack, { name: rule.node.path, why: "the whole world is our customer" });
    allowShape(stack, {
      name: `aws_vpc_security_group_ingress_rule.${rule.friendlyUniqueId}`,
      why: "the whole world is our customer",
    });
    expectRefused(() => app.synth(), "closed-inbound");
  });
});

describe("ways around the gate", () => {
  test("refuses another synthesizer, set before or after", () => {
    const { app, stack } = team();
    const own = { synthesize: () => undefined };
    expect(() => {
      stack.synthesizer = own;
    }).toThrow(GateBypass);
    const early = new TerraformStack(app, "early");
    early.synthesizer = own;
    expect(() => new CloudCluster(early, "cluster", { spec: paymentsSpec })).toThrow(/synthesizer of its own/);
  });

  test("refuses another method of the synthesizer, and any other way to change it", () => {
    const { stack } = team();
    const synthesize = () => undefined;
    expect(() => {
      stack.synthesizer.synthesize = synthesize;
    }).toThrow(GateBypass);
    for (const change of [
      () => Object.assign(stack.synthesizer, { synthesize }),
      () => Object.defineProperty(stack.synthesizer, "synthesize", { value: synthesize }),
      () => Object.setPrototypeOf(stack.synthesizer, { synthesize }),
      () => Object.defineProperty(stack, "synthesizer", { value: { synthesize } }),
    ])
      expect(change).toThrow();
    expect(Object.isFrozen(stack.synthesizer)).toBe(true);
  });

  test("refuses a synthesis in which a judged stack was not written", () => {
    const { app, file } = team();
    const skipped = new TeamStack(app, "skipped");
    const { findAll } = app.node;
    const all = () => findAll.call(app.node);
    // The first to ask is the app, for the stacks to synthesize; after it the gate, for those to judge.
    app.node.findAll = (() => {
      let asked = 0;
      return () => (asked++ === 0 ? all().filter((node) => node !== skipped) : all());
    })();
    expect(() => app.synth()).toThrow(/skipped was not written/);
    expect(existsSync(file)).toBe(false);
  });

  test("lets test tools synthesize one stack of several", () => {
    const { app, stack } = team();
    new TeamStack(app, "other");
    expect(existsSync(join(Testing.fullSynth(stack), "stacks", "team", "cdk.tf.json"))).toBe(true);
  });

  test("refuses a replaced rendering; an inherited one is judged", () => {
    const { app, stack } = team();
    expect(() => {
      stack.toTerraform = () => ({});
    }).toThrow(GateBypass);
    class Opening extends TeamStack {
      override toTerraform(): unknown {
        const document = super.toTerraform() as { resource: Record<string, unknown> };
        document.resource.null_resource = { run: {} };
        return document;
      }
    }
    new Opening(app, "opening");
    expectRefused(() => app.synth(), "known-shapes", "opening");
  });

  test("refuses HCL output, asked for by the environment or by the app", () => {
    expect(() => team({ hclOutput: true }).app.synth()).toThrow(/HCL output/);
    process.env.SYNTH_HCL_OUTPUT = "true";
    const { app, stack } = team();
    expect(() => app.synth()).toThrow(/HCL output/);
    expect(() => Testing.synthHcl(stack)).toThrow(/HCL output/);
    expect(readdirSync(join(folder, "stacks"))).toEqual([]);
  });

  test("judges what test tools render", () => {
    const { stack } = team();
    expect(Testing.synth(stack)).toContain("aws_eks_cluster");
    stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
    expect(() => Testing.synth(stack)).toThrow(Refusal);
    expect(() => Testing.fullSynth(stack)).toThrow(Refusal);
    expectRefused(judge(stack), "private-endpoint");
  });

  test.each(["open_override.tf.json", "override.tf", "more.tf", "terraform.tfvars", "open.auto.tfvars.json"])(
    "refuses %s beside the judged file, and keeps it and the old output",
    (name) => {
      const { app, file } = team();
      app.synth();
      const before = readFileSync(file, "utf8");
      writeFileSync(join(folder, "stacks", "team", name), "{}");
      expectRefused(() => team().app.synth(), "known-shapes", name);
      expect(readFileSync(file, "utf8")).toEqual(before);
      expect(existsSync(join(folder, "stacks", "team", name))).toBe(true);
    },
  );

  test("accepts what Terraform itself leaves in the folder, and a file that the team allowed by name", () => {
    const { app, stack } = team();
    const path = join(folder, "stacks", "team");
    mkdirSync(join(path, ".terraform"), { recursive: true });
    for (const name of [".terraform.lock.hcl", "terraform.tfstate", "plan"]) writeFileSync(join(path, name), "");
    writeFileSync(join(path, "team.auto.tfvars"), "");
    allowShape(stack, { name: "team.auto.tfvars", why: "names of DNS zones, nothing of the cluster" });
    app.synth();
  });

  test("refuses custom synthesis that writes a file which Terraform would merge, and takes it away again", () => {
    const { app, stack, file } = team();
    app.synth();
    const before = readFileSync(file, "utf8");
    const override = join(folder, "stacks", "team", "open_override.tf.json");
    addCustomSynthesis(stack.cluster, { onSynthesize: () => writeFileSync(override, "{}") });
    expectRefused(() => app.synth(), "known-shapes", "open_override.tf.json");
    expect(existsSync(override)).toBe(false);
    expect(readFileSync(file, "utf8")).toEqual(before);
  });

  test("refuses output that another stack rewrote after it was judged, and puts the old one back", () => {
    const { app, file } = team();
    app.synth();
    const before = readFileSync(file, "utf8");
    const rogue = new TerraformStack(app, "rogue");
    new LocalBackend(rogue, { path: "rogue.tfstate" });
    addCustomSynthesis(rogue, { onSynthesize: () => writeFileSync(file, "{}") });
    expect(() => app.synth()).toThrow(/not what was judged/);
    expect(readFileSync(file, "utf8")).toEqual(before);
  });

  test("refuses a file that another stack put beside the judged one afterwards", () => {
    const { app, file } = team();
    const override = join(folder, "stacks", "team", "open_override.tf.json");
    const rogue = new TerraformStack(app, "rogue");
    new LocalBackend(rogue, { path: "rogue.tfstate" });
    addCustomSynthesis(rogue, { onSynthesize: () => writeFileSync(override, "{}") });
    expectRefused(() => app.synth(), "known-shapes", "open_override.tf.json");
    expect(existsSync(override)).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  test("judges a stack in which an aspect of another stack puts a cluster during synthesis", () => {
    const app = new App({ outdir: folder });
    const late = new TerraformStack(app, "late");
    new LocalBackend(late, { path: "late.tfstate" });
    new AwsProvider(late, "aws", { region: "eu-central-1" });
    Aspects.of(late).add({
      visit: (node) => {
        if (node === late && late.node.tryFindChild("cluster") === undefined) {
          new CloudCluster(late, "cluster", { spec: paymentsSpec }).eks.addOverride(
            "vpc_config.endpoint_public_access",
            true,
          );
        }
      },
    });
    expectRefused(() => app.synth(), "private-endpoint");
    expect(existsSync(join(folder, "stacks", "late", "cdk.tf.json"))).toBe(false);
  });

  test.each(["before", "after"])(
    "refuses a plain stack %s it that opens the cluster by a value of its stack",
    (order) => {
      const app = new App({ outdir: folder });
      const plain = (id: string) => {
        const stack = new TerraformStack(app, id);
        new LocalBackend(stack, { path: `${id}.tfstate` });
        new AwsProvider(stack, "aws", { region: "eu-central-1" });
        return stack;
      };
      const early = plain("early");
      const { cluster } = new TeamStack(app);
      new VpcSecurityGroupIngressRule(order === "before" ? early : plain("late"), "demo", {
        securityGroupId: cluster.securityGroup.securityGroupId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
      });
      expectRefused(() => app.synth(), "closed-inbound", "demo");
      expect(existsSync(join(folder, "stacks", "team", "cdk.tf.json"))).toBe(false);
      expect(existsSync(join(folder, "stacks", order === "before" ? "early" : "late", "cdk.tf.json"))).toBe(false);
    },
  );

  test("refuses a plain stack that opens the cluster by a value which came through a third one", () => {
    const { app, stack } = team();
    const [between, last] = ["between", "last"].map((id) => {
      const plain = new TerraformStack(app, id);
      new LocalBackend(plain, { path: `${id}.tfstate` });
      return plain;
    }) as [TerraformStack, TerraformStack];
    const vpcId = new TerraformLocal(between, "vpc", stack.cluster.network.vpcId);
    new AwsProvider(last, "aws", { region: "eu-central-1" });
    new InternetGateway(last, "door", { vpcId: vpcId.expression });
    expectRefused(() => app.synth(), "known-shapes", "door");
  });

  test("refuses a stack with a synthesizer of its own that takes a value of the cluster's stack", () => {
    const { app, stack } = team();
    const other = new TerraformStack(app, "other");
    new LocalBackend(other, { path: "other.tfstate" });
    new TerraformLocal(other, "vpc", stack.cluster.network.vpcId);
    other.synthesizer = { synthesize: () => undefined };
    expect(() => app.synth()).toThrow(GateBypass);
  });

  test("lets a team's stack beside it use the cluster's network and keep its own public website", () => {
    const { app, stack } = team();
    const orders = new TerraformStack(app, "orders");
    new LocalBackend(orders, { path: "orders.tfstate" });
    new AwsProvider(orders, "aws", { region: "eu-central-1" });
    const group = new SecurityGroup(orders, "database", {
      vpcId: stack.cluster.network.vpcId,
      name: "orders-database",
    });
    new VpcSecurityGroupIngressRule(orders, "pods", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      cidrIpv4: "10.20.0.0/16",
    });
    const web = new Vpc(orders, "web", { cidrBlock: "10.99.0.0/16" });
    new InternetGateway(orders, "web-door", { vpcId: web.id });
    app.synth();
    expect(existsSync(join(folder, "stacks", "orders", "cdk.tf.json"))).toBe(true);
  });

  test("stops at annotations of the level error like the framework, and lets the CLI collect them", () => {
    const build = () => {
      const { app, stack } = team();
      stack.node.addMetadata("@cdktf/error", "something is wrong");
      return app;
    };
    expect(() => build().synth()).toThrow(/something is wrong/);
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "1";
    build().synth();
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    expect(manifest.stacks.team.annotations).toMatchObject([{ message: "something is wrong" }]);
  });
});

describe("a program that is refused", () => {
  // In npm test, the programs of test/apps show it.
  testWhereProving("exits with code 2 and the refusal in words, without a stack trace", () => {
    const script = `
      const { App } = require("cdktf");
      const { runProgram, defineCluster } = require("portcullis");
      void runProgram(() => { defineCluster({ name: "x" }); new App().synth(); });`;
    const program = join(folder, "program.cjs");
    writeFileSync(program, script);
    let status: number | undefined;
    let stderr = "";
    try {
      execFileSync(
        process.execPath,
        ["--require", join(__dirname, "../../../scripts/from-source.cjs"), "--eval", script],
        {
          cwd: join(__dirname, "../../.."),
          encoding: "utf8",
          stdio: "pipe",
        },
      );
    } catch (error) {
      ({ status, stderr } = error as { status: number; stderr: string });
    }
    expect(status).toBe(2);
    expect(stderr).toContain("profile");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

/** A day of the calendar, counted from today as the gate's clock says. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
