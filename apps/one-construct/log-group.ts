// The log group of a control plane, encrypted with a key of its own, which outlives the cluster.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { ControlPlaneLogGroup, controlPlaneLogGroupName, EncryptionKey } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "log-group");
new LocalBackend(stack, { path: "log-group.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const key = new EncryptionKey(stack, "key", {
  alias: "shop/logs",
  description: "Control-plane logs of shop",
  logGroup: { name: controlPlaneLogGroupName("shop"), region: "eu-central-1" },
});
new ControlPlaneLogGroup(stack, "logs", { clusterName: "shop", retentionDays: 400, keyArn: key.keyArn });
app.synth();
