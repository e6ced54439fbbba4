// A VPC that nothing leads into or out of, with the endpoints that a private EKS cluster needs.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { PrivateNetwork } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "private-network");
new LocalBackend(stack, { path: "private-network.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new PrivateNetwork(stack, "network", {
  name: "shop",
  region: "eu-central-1",
  cidr: "10.30.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b"],
});
app.synth();
