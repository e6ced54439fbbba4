// Alarms on the audit record of a cluster on Amazon EKS that comes from elsewhere.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { AuditAlarms, controlPlaneLogGroupName } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "audit-alarms");
new LocalBackend(stack, { path: "audit-alarms.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new AuditAlarms(stack, "alarms", {
  clusterName: "shop",
  logGroupName: controlPlaneLogGroupName("shop"),
  notify: ["arn:aws:sns:eu-central-1:123456789012:security"],
});
app.synth();
