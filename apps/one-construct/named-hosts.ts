// A way out of a VPC to one named host, through a firewall that drops the rest.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { FlowLogs, InspectedEgress } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "named-hosts");
new LocalBackend(stack, { path: "named-hosts.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.30.0.0/16", enableDnsHostnames: true });
new FlowLogs(stack, "flow-logs", { name: "shop", region: "eu-central-1", vpcId: vpc.id, retentionDays: 400 });
const egress = new InspectedEgress(stack, "way-out", {
  name: "shop",
  region: "eu-central-1",
  vpcId: vpc.id,
  cidr: "10.30.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b"],
  destinations: [{ host: "api.psp.example.com", protocol: "https", why: "payment provider" }],
  retentionDays: 400,
});
// The private subnets stand where PrivateNetwork would put them, each with the route table of its zone.
const ranges = { "eu-central-1a": "10.30.0.0/19", "eu-central-1b": "10.30.32.0/19" };
for (const [zone, cidrBlock] of Object.entries(ranges)) {
  const subnet = new Subnet(stack, `subnet-${zone}`, { vpcId: vpc.id, availabilityZone: zone, cidrBlock });
  const routeTableId = egress.routeTables[zone]?.id ?? "";
  new RouteTableAssociation(stack, `routes-${zone}`, { subnetId: subnet.id, routeTableId });
}
app.synth();
