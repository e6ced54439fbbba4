import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { SecurityGroupRule } from "@cdktf/provider-aws/lib/security-group-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { ApiObject, JsonPatch, App as ManifestApp } from "cdk8s";
import {
  App,
  Aspects,
  TerraformElement,
  TerraformLocal,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { cloud, type ClusterInput, dataCenter, InvalidCluster, parseCluster, Refusal } from "portcullis";
import { ClusterChart } from "portcullis/kubernetes";
import { CloudClusterStack, localBackend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { parseAllDocuments } from "yaml";
import { paymentsInput, plantInput } from "../example-clusters";
import { whyFirewallIsOpen } from "./open-firewalls";
import { whyManifestsAreOpen } from "./open-manifests";
import { whyStacksAreOpen } from "./open-stacks";
import { Random } from "./random";
import { narrowRange, privateRange, worldRanges } from "./ranges";

/** What became of a description with what somebody did to its program. */
export interface Synthesis {
  readonly seed: number;
  readonly tried: readonly string[];
  readonly outcome: "written" | "description refused" | "output refused" | "failed";
  /** Why the oracle says that what was written is open. */
  readonly open: readonly string[];
  readonly message: string;
}

/** Describes a cluster at random, does things to its program, synthesizes it into a folder of its own, and asks the oracle. */
export function synthesizeCase(seed: number): Synthesis {
  const random = new Random(seed);
  const tried: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "portcullis-open-"));
  const result = (outcome: Synthesis["outcome"], open: readonly string[] = [], message = "") => ({
    seed,
    tried,
    outcome,
    open,
    message,
  });
  try {
    const parsed = parseCluster(describe(random, tried));
    if (!parsed.ok) return result("description refused", [], parsed.issues.map(({ path }) => String(path)).join(", "));
    const spec = parsed.cluster;
    const app = new App({ outdir: join(folder, "cdktf.out") });
    if (spec.profile.kind === "cloud")
      tamperWithStack(
        new CloudClusterStack(app, spec.name, { spec: spec as never, backend: localBackend() }),
        random,
        tried,
      );
    else new DataCenterClusterStack(app, spec.name, { spec: spec as never });
    const charts = new ManifestApp({ outdir: join(folder, "dist") });
    tamperWithChart(new ClusterChart(charts, spec.name, { spec }), random, tried);
    app.synth();
    charts.synth();
    return result("written", whatIsOpen(folder, spec.profile.kind));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof InvalidCluster) return result("description refused", [], message);
    // What stands in the folder after a refusal counts as well.
    return result(error instanceof Refusal ? "output refused" : "failed", whatIsOpen(folder, "cloud"), message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe(random: Random, tried: string[]): unknown {
  const isCloud = random.chance(65);
  const input = (isCloud ? paymentsInput() : plantInput()) as unknown as {
    -readonly [Key in keyof ClusterInput]: unknown;
  };
  const ranges = random.pick<() => readonly unknown[]>([
    ...[1, 2, 1, 2, 1, 2].map((count) => () => Array.from({ length: count }, () => privateRange(random))),
    () => (random.chance(50) ? worldRanges(random) : [narrowRange(random)]),
    () => [random.pick<unknown>(["${var.range}", "0.0.0.0/00", "any", 0, null, "10.0.0.0", "0x0.0.0.0/0", "*"])],
  ])();
  tried.push(`reachable from ${JSON.stringify(ranges)}`);
  input.apiServer = { reachableFrom: ranges.map((cidr, index) => ({ cidr, why: `office ${index}` })) };
  input.kubernetesVersion = random.pick(["1.34", "1.35", "1.36", "1.37"]);
  const region = random.pick(["eu-central-1", "us-east-1"]);
  const zones = ["a", "b", "c"].slice(0, 2 + random.below(2)).map((zone) => region + zone);
  if (isCloud)
    input.profile = cloud({
      region,
      network: { cidr: random.pick(["10.20.0.0/16", "172.20.0.0/16", "10.64.0.0/18"]), zones },
    });
  else if (random.chance(30)) {
    input.profile = dataCenter({
      apiServerName: "api.plant-berlin.example.com",
      controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
      nodeRanges: [random.chance(90) ? "10.40.0.0/24" : "10.0.0.0/8"],
      sshReachableFrom: [{ cidr: random.chance(90) ? "10.41.9.0/28" : (worldRanges(random)[0] ?? ""), why: "bastion" }],
    });
  }
  return input;
}

type Tampering = readonly [name: string, tamper: () => unknown];

/** What a colleague does to a stack, or a library that he installs. */
function tamperWithStack(stack: CloudClusterStack, random: Random, tried: string[]): void {
  const { eks } = stack.cluster;
  const groupId = stack.cluster.securityGroup.securityGroupId;
  const [range = "0.0.0.0/0"] = worldRanges(random);
  const rule = { securityGroupId: groupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, description: "for the demo" };
  const source = range.includes(":") ? { cidrIpv6: range } : { cidrIpv4: range };
  const harmless: readonly Tampering[] = [
    ["nothing", () => undefined],
    ["a tag", () => eks.addOverride("tags", { owner: "team" })],
    ["a private rule", () => new VpcSecurityGroupIngressRule(stack, "office", { ...rule, cidrIpv4: "10.77.0.0/16" })],
    ["records for longer", () => eks.addOverride("upgrade_policy.support_type", "EXTENDED")],
  ];
  const harmful: readonly Tampering[] = [
    ["the switch as a boolean", () => eks.addOverride("vpc_config.endpoint_public_access", true)],
    ["the switch as a text", () => eks.addOverride("vpc_config.endpoint_public_access", "true")],
    [
      "the switch as a variable",
      () =>
        eks.addOverride(
          "vpc_config.endpoint_public_access",
          new TerraformVariable(stack, "open", { type: "bool", default: true }).value,
        ),
    ],
    [
      "the switch as a local",
      () => eks.addOverride("vpc_config.endpoint_public_access", new TerraformLocal(stack, "open", true).expression),
    ],
    ["the block away", () => eks.addOverride("vpc_config", null)],
    ["the switch away", () => eks.addOverride("vpc_config.endpoint_public_access", null)],
    ["a rule for the world", () => new VpcSecurityGroupIngressRule(stack, "demo", { ...rule, ...source })],
    [
      "a rule for the world, the older way",
      () =>
        new SecurityGroupRule(stack, "demo", {
          type: "ingress",
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          cidrBlocks: ["0.0.0.0/0"],
          securityGroupId: groupId,
        }),
    ],
    [
      "a rule inline",
      () =>
        stack.cluster.securityGroup.securityGroup.addOverride("ingress", [
          { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: [range] },
        ]),
    ],
    ["an internet gateway", () => new InternetGateway(stack, "door", { vpcId: stack.cluster.network.vpcId })],
    [
      "a raw resource",
      () =>
        new TerraformResource(stack, "raw", { terraformResourceType: "aws_eks_cluster" }).addOverride("name", "raw"),
    ],
    [
      "a raw element",
      () =>
        new (class extends TerraformElement {
          override toTerraform() {
            return {
              resource: {
                aws_eks_cluster: {
                  raw: { name: "raw", role_arn: "x", vpc_config: { subnet_ids: [], endpoint_public_access: true } },
                },
              },
            };
          }
        })(stack, "raw"),
    ],
    [
      "an aspect",
      () =>
        Aspects.of(stack).add({
          visit: (node) => {
            if (node === eks) eks.addOverride("vpc_config.endpoint_public_access", true);
          },
        }),
    ],
    [
      "a sibling stack",
      () => {
        const sibling = new TerraformStack(stack.node.root, "sibling");
        new VpcSecurityGroupIngressRule(sibling, "demo", { ...rule, ...source });
      },
    ],
  ];
  const tampering = random.pick(random.chance(60) ? harmless : harmful);
  tried.push(tampering[0]);
  tampering[1]();
}

function tamperWithChart(chart: ClusterChart, random: Random, tried: string[]): void {
  const service = (spec: object) =>
    new ApiObject(chart, "demo", { apiVersion: "v1", kind: "Service", metadata: { name: "demo" }, spec });
  const tampering = random.pick<Tampering>([
    ...Array.from({ length: 10 }, (): Tampering => ["nothing", () => undefined]),
    ["a Service inside", () => service({ ports: [{ port: 80 }] })],
    ["a Service for everybody", () => service({ type: "LoadBalancer", ports: [{ port: 80 }] })],
    [
      "a Service patched",
      () => service({ ports: [{ port: 80 }] }).addJsonPatch(JsonPatch.add("/spec/type", "NodePort")),
    ],
    [
      "an Ingress",
      () =>
        new ApiObject(chart, "demo", {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: "demo" },
        }),
    ],
  ]);
  tried.push(tampering[0]);
  tampering[1]();
}

/** Reads what stands in the folder as Terraform, kubectl and a machine would. */
function whatIsOpen(folder: string, profile: string): readonly string[] {
  const stacksFolder = join(folder, "cdktf.out", "stacks");
  const stacks = (existsSync(stacksFolder) ? readdirSync(stacksFolder) : []).flatMap((name) => {
    const file = join(stacksFolder, name, "cdk.tf.json");
    return existsSync(file) ? [{ name, content: JSON.parse(readFileSync(file, "utf8")) as unknown }] : [];
  });
  const dist = join(folder, "dist");
  const objects = (existsSync(dist) ? readdirSync(dist) : []).flatMap((name) => {
    const documents = parseAllDocuments(readFileSync(join(dist, name), "utf8"));
    return (Array.isArray(documents) ? documents : []).map((document) => document.toJS() as unknown);
  });
  const firewalls = profile === "cloud" ? [] : stacks.flatMap(({ content }) => rulesetsIn(JSON.stringify(content)));
  return [
    ...whyStacksAreOpen(stacks),
    ...whyManifestsAreOpen(objects),
    ...firewalls.flatMap((text) => whyFirewallIsOpen(text, true)),
  ];
}

function rulesetsIn(document: string): readonly string[] {
  return [...document.matchAll(/"user_data":("(?:[^"\\]|\\.)*")/g)].flatMap(([, text = '""']) => {
    const userData = JSON.parse(text) as string;
    const block = /host-firewall\.nft\n.*\n.*\n {4}content: \|\n((?: {6}.*\n|\n)+)/.exec(userData)?.[1];
    return block === undefined ? [] : [block.replaceAll(/^ {6}/gm, "")];
  });
}
