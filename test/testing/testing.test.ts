import "portcullis/testing/jest";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { App as ChartApp, Chart } from "cdk8s";
import { App, Aspects, LocalBackend, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { HostFirewall } from "portcullis/machines";
import { TenantNamespace } from "portcullis/kubernetes";
import { CloudCluster } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EdgeClusterStack } from "portcullis/profiles/edge";
import { addressesOf, expectReachableOnlyFrom, expectRefused, judge } from "portcullis/testing";
import { Refusal } from "../../lib/guardrails/refusal";
import { paymentsInput, paymentsSpec } from "../example-clusters";
import { addressesOf as addressesInDocument, documentOf } from "../terraform-document";
import { plantCluster } from "../plant-cluster";
import { storeCluster } from "../store-cluster";
import { defineCluster } from "portcullis";

const VPN = "10.8.0.0/16";
const OWN_NETWORK = "10.20.0.0/16";

class TeamStack extends TerraformStack {
  readonly cluster: CloudCluster;
  constructor(spec = paymentsSpec) {
    super(new App(), "team");
    new LocalBackend(this, { path: "team.tfstate" });
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    this.cluster = new CloudCluster(this, "cluster", { spec });
  }

  /** A rule that a colleague writes beside the cluster. */
  open(cidrIpv4: string, description = "for a moment"): this {
    new VpcSecurityGroupIngressRule(this, "more", {
      securityGroupId: this.cluster.securityGroup.securityGroupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4,
      description,
    });
    return this;
  }
}

function messageOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("who reaches a cluster", () => {
  test("is exactly whom the description and the network name, on every profile", () => {
    expectReachableOnlyFrom(new TeamStack(), [VPN, OWN_NETWORK]);
    const plant = new DataCenterClusterStack(new App(), "plant", { spec: plantCluster() });
    expectReachableOnlyFrom(plant, ["10.41.0.0/16", VPN, "10.40.0.0/24"], { port: 6443 });
    expectReachableOnlyFrom(plant, ["10.41.9.0/28"], { port: 22 });
    expectReachableOnlyFrom(plant, [], { port: 2379 });
    const store = new EdgeClusterStack(new App(), "store", { spec: storeCluster() });
    expectReachableOnlyFrom(store, ["10.9.0.0/24"]);
    expectReachableOnlyFrom(store, [], { port: 10250 });
  });

  test("may be written in pieces, for addresses are compared and not texts", () => {
    expectReachableOnlyFrom(new TeamStack(), ["10.8.128.0/17", OWN_NETWORK, "10.8.0.0/17"]);
  });

  test("refuses a private range that no rule minds, and says who gave which reason for it", () => {
    const stack = new TeamStack().open("10.0.0.0/8", "everybody in the office");
    expect(judge(stack).findings).toEqual([]);
    expect(messageOf(() => expectReachableOnlyFrom(stack, [VPN, OWN_NETWORK]))).toMatch(
      /^expected the cluster to be reachable from 10\.8\.0\.0\/16, 10\.20\.0\.0\/16 alone; it is reachable from\n {2}10\.0\.0\.0\/8 too \(tcp 443\): everybody in the office, at aws_vpc_security_group_ingress_rule\.more/,
    );
  });

  test("refuses a way in that another stack of the app opens by a value of this one", () => {
    const stack = new TeamStack();
    const beside = new TerraformStack(stack.node.root, "beside");
    new LocalBackend(beside, { path: "beside.tfstate" });
    new AwsProvider(beside, "aws", { region: "eu-central-1" });
    new TerraformStack(stack.node.root, "website");
    expectReachableOnlyFrom(stack, [VPN, OWN_NETWORK]);
    new VpcSecurityGroupIngressRule(beside, "more", {
      securityGroupId: stack.cluster.securityGroup.securityGroupId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.99.0.0/16",
      description: "from another repository",
    });
    expect(messageOf(() => expectReachableOnlyFrom(stack, [VPN, OWN_NETWORK]))).toContain(
      "10.99.0.0/16 too (tcp 443): from another repository",
    );
    expectReachableOnlyFrom(stack, [VPN, OWN_NETWORK, "10.99.0.0/16"]);
  });

  test("refuses a range that was expected and is not let in, wholly or in part", () => {
    expect(messageOf(() => expectReachableOnlyFrom(new TeamStack(), ["10.8.0.0/15", OWN_NETWORK]))).toContain(
      "10.8.0.0/15 not, or not all of it",
    );
  });

  test.each<[string, (stack: TeamStack) => void, string]>([
    ["a rule for everybody", (stack) => stack.open("0.0.0.0/0"), "0.0.0.0/0 too (tcp 443)"],
    [
      "a variable",
      (stack) => stack.open("${var.who}"),
      '"${var.who}" depends on a variable too (refused by [closed-inbound])',
    ],
    [
      "a public endpoint",
      ({ cluster }) => cluster.eks.addOverride("vpc_config.endpoint_public_access", true),
      "[private-endpoint]",
    ],
    [
      "a gateway",
      (stack) => void new InternetGateway(stack, "out", { vpcId: stack.cluster.network.vpcId }),
      "[isolated-network]",
    ],
    [
      "an aspect",
      (stack) =>
        Aspects.of(stack).add({
          visit(node: IConstruct) {
            if (node === stack.cluster.eks) stack.cluster.eks.addOverride("vpc_config.endpoint_public_access", "true");
          },
        }),
      "[private-endpoint]",
    ],
  ])("refuses %s even where the whole network was expected", (_, open, words) => {
    const stack = new TeamStack();
    open(stack);
    expect(messageOf(() => expectReachableOnlyFrom(stack, ["10.0.0.0/8"]))).toContain(words);
  });

  test("refuses what opens a port from being overlooked when another port is asked for", () => {
    const firewall = (port: number) => {
      const stack = new TerraformStack(new App(), "machine");
      new LocalBackend(stack, { path: "machine.tfstate" });
      new HostFirewall(stack, "firewall", {
        inbound: [
          { name: "ssh", port, protocol: "tcp", sources: [{ kind: "range", cidr: VPN, why: "administrators" }] },
        ],
      });
      return stack;
    };
    expectReachableOnlyFrom(firewall(22), [], { port: 6443 });
    expect(() => expectReachableOnlyFrom(firewall(6443), [], { port: 6443 })).toThrow("10.8.0.0/16 too (tcp 6443)");
  });

  test("refuses to say anything of a stack without a filter in front of a cluster", () => {
    const stack = new TerraformStack(new App(), "empty");
    new LocalBackend(stack, { path: "empty.tfstate" });
    expect(() => expectReachableOnlyFrom(stack, [])).toThrow("nothing says who reaches it");
  });

  test("refuses an expectation that is no range", () => {
    expect(() => expectReachableOnlyFrom(new TeamStack(), ["the office"])).toThrow(
      '"the office" is not a range of addresses',
    );
  });
});

describe("matchers of jest", () => {
  test("say the same as the functions, and the opposite with not", () => {
    const open = new TeamStack().open("0.0.0.0/0");
    expect(new TeamStack()).toBeAccepted();
    expect(new TeamStack()).toBeReachableOnlyFrom([VPN, OWN_NETWORK], { port: 443 });
    expect(open).not.toBeAccepted();
    expect(open).toBeRefusedBy("closed-inbound", "ingress_rule.more");
    expect(open).not.toBeRefusedBy("private-endpoint");
    // Of a rule that is not there, anybody could say that it does not refuse.
    expect(() => expect(open).not.toBeRefusedBy("private-endpiont")).toThrow(/did you mean \[private-endpoint\]/);
    expect(() => expectRefused(open, "no rule")).toThrow(/there is no rule/);
    expect(open).not.toBeReachableOnlyFrom([VPN, OWN_NETWORK]);
    expect(judge(open)).toBeRefusedBy("closed-inbound");
  });

  test("take charts, and functions that synthesize", () => {
    const app = new ChartApp();
    const chart = new Chart(app, "team");
    const { namespace } = new TenantNamespace(chart, "payments", {
      tenant: { name: "payments", quota: { cpu: "4", memory: "8Gi", pods: 10 } },
      kubernetesVersion: "1.35",
    });
    expect(chart).toBeAccepted();
    expect(() => app.synthYaml()).toBeAccepted();
    namespace.metadata.addLabel("pod-security.kubernetes.io/enforce", "privileged");
    expect(() => app.synthYaml()).toBeRefusedBy("hardened-namespace", "Namespace/payments");
    expect(chart).toBeRefusedBy("hardened-namespace", "Namespace/payments");
  });

  test("refuse with the words of the findings", () => {
    const open = new TeamStack().open("0.0.0.0/0");
    expect(messageOf(() => expect(open).toBeAccepted())).toContain("[closed-inbound]");
    expect(messageOf(() => expect(open).toBeRefusedBy("private-endpoint"))).toContain(
      "found instead:\n  [closed-inbound]",
    );
    expect(messageOf(() => expect(open).not.toBeRefusedBy("closed-inbound"))).toContain(
      "expected [closed-inbound] not to refuse",
    );
    expect(messageOf(() => expect(new TeamStack()).not.toBeAccepted())).toContain("none did");
    expect(messageOf(() => expect(open).toBeReachableOnlyFrom([VPN, OWN_NETWORK]))).toContain(
      "0.0.0.0/0 too (tcp 443): for a moment",
    );
    expect(messageOf(() => expect(new TeamStack()).not.toBeReachableOnlyFrom([VPN, OWN_NETWORK]))).toContain(
      "they do not",
    );
  });

  test("let errors through that are no refusal", () => {
    const broken = () => {
      throw new TypeError("a mistake in the program");
    };
    expect(() => expect(broken).toBeAccepted()).toThrow(TypeError);
    expect(() => expectRefused(broken, "closed-inbound")).toThrow(TypeError);
  });
});

describe("refusals and addresses", () => {
  test("refuse to find a rule at another place than its own", () => {
    const open = new TeamStack().open("0.0.0.0/0");
    expect(expectRefused(open, "closed-inbound", "more")).toHaveLength(1);
    expect(() => expectRefused(open, "closed-inbound", "elsewhere")).toThrow(
      "expected [closed-inbound] at elsewhere to refuse",
    );
    expect(() => expectRefused(new TeamStack(), "closed-inbound")).toThrow("nothing was refused");
    expect(() => expectRefused(() => undefined, "closed-inbound")).toThrow("the output was written");
    expect(() => {
      throw new Refusal(judge(open));
    }).toBeRefusedBy("closed-inbound");
  });

  test("addresses are those of the written document", () => {
    expect(addressesOf(new TeamStack())).toEqual(addressesInDocument(documentOf(new TeamStack())));
  });

  test("addresses do not change when a range comes before another", () => {
    const input = paymentsInput();
    const more = { cidr: "10.7.0.0/16", why: "second site" };
    const changed = defineCluster({ ...input, apiServer: { reachableFrom: [more, ...input.apiServer.reachableFrom] } });
    const before = addressesOf(new TeamStack());
    expect(addressesOf(new TeamStack(changed))).toEqual(expect.arrayContaining([...before]));
  });
});
