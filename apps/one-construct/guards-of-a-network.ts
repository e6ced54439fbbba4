// What a VPC of somebody else's lacks: records of who spoke with whom, endpoints, one way out with its reason.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { FlowLogs, OutboundGateway, PrivateEndpoints } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "guards-of-a-network");
new LocalBackend(stack, { path: "guards-of-a-network.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.30.0.0/16", enableDnsHostnames: true });
const routes = new RouteTable(stack, "routes", { vpcId: vpc.id });
const subnet = new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.30.0.0/19" });
new FlowLogs(stack, "flow-logs", { name: "shop", region: "eu-central-1", vpcId: vpc.id, retentionDays: 400 });
new PrivateEndpoints(stack, "endpoints", {
  name: "shop",
  region: "eu-central-1",
  vpcId: vpc.id,
  subnetIds: [subnet.id],
  routeTableIds: [routes.id],
  reachableFrom: "10.30.0.0/16",
  services: ["ecr.api", "ecr.dkr", "s3"],
});
new OutboundGateway(stack, "way-out", {
  name: "shop",
  vpcId: vpc.id,
  routeTableIds: { private: routes.id },
  why: "the payment provider has no other way in",
});
app.synth();
