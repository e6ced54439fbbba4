// The bucket of another account's that machines forward their records into: nobody can delete them for two years.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { EncryptionKey, LockedBucket } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "records-bucket");
new LocalBackend(stack, { path: "records-bucket.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const key = new EncryptionKey(stack, "key", { alias: "plant/records", description: "Records of the plant's machines" });
new LockedBucket(stack, "records", {
  bucketName: "plant-records",
  retentionDays: 730,
  keyArn: key.keyArn,
  writerArn: "arn:aws:iam::123456789012:role/plant-forwarder",
  readableBy: ["arn:aws:iam::123456789012:role/auditors"],
});
app.synth();
