// A security group of anybody's: each source a rule of its own with its reason, and nothing out.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { ClosedSecurityGroup } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "closed-security-group");
new LocalBackend(stack, { path: "closed-security-group.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new ClosedSecurityGroup(stack, "database", {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  name: "orders-database",
  description: "Database of the orders",
  inbound: [{ protocol: "tcp", port: 5432, cidr: "10.20.0.0/16", why: "pods of the orders team" }],
});
app.synth();
