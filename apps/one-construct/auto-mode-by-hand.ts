// The parts of an EKS cluster in Auto Mode, put together by hand.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  AutoModeNodeRole,
  ClosedSecurityGroup,
  ClusterRole,
  ControlPlaneLogGroup,
  controlPlaneLogGroupName,
  EncryptionKey,
  PrivateEksCluster,
  PrivateNetwork,
} from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "auto-mode-by-hand");
new LocalBackend(stack, { path: "auto-mode-by-hand.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const clusterName = "shop";
const region = "eu-central-1";
const network = new PrivateNetwork(stack, "network", {
  name: clusterName,
  region,
  cidr: "10.30.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b"],
  internalLoadBalancers: true,
});
const group = new ClosedSecurityGroup(stack, "api-server", {
  vpcId: network.vpcId,
  name: "shop-api-server",
  description: "Kubernetes API server of shop",
  inbound: [{ protocol: "tcp", port: 443, cidr: "10.8.0.0/16", why: "corporate VPN" }],
});
const secretsKey = new EncryptionKey(stack, "secrets-key", { alias: "shop/secrets", description: "API data of shop" });
const logKey = new EncryptionKey(stack, "log-key", {
  alias: "shop/logs",
  description: "Control-plane logs of shop",
  logGroup: { name: controlPlaneLogGroupName(clusterName), region },
});
const logs = new ControlPlaneLogGroup(stack, "logs", { clusterName, retentionDays: 400, keyArn: logKey.keyArn });
const role = new ClusterRole(stack, "role", { clusterName, region, autoMode: true });
const nodeRole = new AutoModeNodeRole(stack, "node-role", { clusterName });
new PrivateEksCluster(stack, "cluster", {
  name: clusterName,
  kubernetesVersion: "1.35",
  roleArn: role.roleArn,
  subnetIds: network.privateSubnetIds,
  securityGroupIds: [group.securityGroupId],
  secretsKeyArn: secretsKey.keyArn,
  autoMode: { nodePools: ["general-purpose", "system"], nodeRoleArn: nodeRole.roleArn, serviceRange: "172.20.0.0/16" },
  dependsOn: [logs.logGroup, role.policyAttachment, ...role.autoModePolicies, ...nodeRole.policyAttachments],
});
app.synth();
