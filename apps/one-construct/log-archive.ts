// Everything that a log group takes, in a bucket in which nobody can delete it for two years.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { LogArchive } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "log-archive");
new LocalBackend(stack, { path: "log-archive.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new LogArchive(stack, "archive", {
  name: "shop",
  region: "eu-central-1",
  logGroups: { audit: "/shop/audit" },
  retentionDays: 730,
  readableBy: ["arn:aws:iam::123456789012:role/auditors"],
});
app.synth();
