// A key that changes every year and that no plan destroys.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { EncryptionKey } from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "encryption-key");
new LocalBackend(stack, { path: "encryption-key.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new EncryptionKey(stack, "key", { alias: "orders/backups", description: "Backups of the orders" });
app.synth();
