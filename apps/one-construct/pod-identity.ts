// What one workload of a cluster that somebody else made may do in AWS, and the way to its credentials.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App as Manifests, Chart } from "cdk8s";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { PodIdentity } from "portcullis/aws";
import { TenantPodIdentity } from "portcullis/kubernetes";

const app = new App();
const stack = new TerraformStack(app, "pod-identity");
new LocalBackend(stack, { path: "pod-identity.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new PodIdentity(stack, "reports", {
  clusterName: "shop",
  region: "eu-central-1",
  namespace: "orders",
  serviceAccount: "reports",
  roleName: "shop-orders-reports",
  description: "Writes the reports of the night",
  may: [{ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::shop-reports/*"] }],
});
app.synth();

const manifests = new Manifests();
new TenantPodIdentity(new Chart(manifests, "pod-identity-network"), "orders", { tenant: "orders" });
manifests.synth();
