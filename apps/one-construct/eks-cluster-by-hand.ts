// All the parts of a private EKS cluster, put together by hand instead of from a description.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  AccessEntry,
  BreakGlassRole,
  ClosedSecurityGroup,
  ClusterAddOn,
  ClusterRole,
  ControlPlaneLogGroup,
  controlPlaneLogGroupName,
  EncryptionKey,
  ManagedNodeGroup,
  NodeRole,
  OidcAssociation,
  PodIdentityRole,
  PrivateEksCluster,
  PrivateNetwork,
  ThisAccount,
} from "portcullis/aws";

const app = new App();
const stack = new TerraformStack(app, "eks-cluster-by-hand");
new LocalBackend(stack, { path: "eks-cluster-by-hand.tfstate" });
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const clusterName = "shop";
const region = "eu-central-1";
const network = new PrivateNetwork(stack, "network", {
  name: clusterName,
  region,
  cidr: "10.30.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b"],
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
const role = new ClusterRole(stack, "role", { clusterName, region });
const cluster = new PrivateEksCluster(stack, "cluster", {
  name: clusterName,
  kubernetesVersion: "1.35",
  roleArn: role.roleArn,
  subnetIds: network.privateSubnetIds,
  securityGroupIds: [group.securityGroupId],
  secretsKeyArn: secretsKey.keyArn,
  dependsOn: [logs.logGroup, role.policyAttachment],
});
new AccessEntry(stack, "recovery", {
  clusterName: cluster.clusterName,
  principalArn: `arn:${ThisAccount.of(stack).partition}:iam::${ThisAccount.of(stack).accountId}:role/platform-recovery`,
  kubernetesGroups: ["portcullis:recovery"],
});
const emergencies = new BreakGlassRole(stack, "break-glass", { clusterName, region, people: ["alice", "bob"] });
new AccessEntry(stack, "emergencies", {
  clusterName: cluster.clusterName,
  principalArn: emergencies.roleArn,
  kubernetesGroups: ["portcullis:break-glass"],
});
new OidcAssociation(stack, "oidc", {
  clusterName: cluster.clusterName,
  name: "login",
  issuerUrl: "https://login.example.com",
  clientId: "kubernetes",
  usernameClaim: "sub",
  groupsClaim: "groups",
  prefix: "oidc:",
  requiredClaims: { acr: "urn:example:mfa" },
});
const nodeRole = new NodeRole(stack, "node-role", { clusterName });
const diskKey = new EncryptionKey(stack, "disk-key", {
  alias: "shop/disks",
  description: "Node disks of shop",
  machineDisks: true,
});
const networkRole = new PodIdentityRole(stack, "network-role", {
  name: "shop-vpc-cni",
  description: "VPC CNI of shop",
  clusterName,
  region,
  awsPolicies: ["AmazonEKS_CNI_Policy"],
});
new ClusterAddOn(stack, "pod-identity", { clusterName: cluster.clusterName, name: "eks-pod-identity-agent" });
const cni = new ClusterAddOn(stack, "cni", {
  clusterName: cluster.clusterName,
  name: "vpc-cni",
  podIdentity: { serviceAccount: "aws-node", roleArn: networkRole.roleArn },
});
new ManagedNodeGroup(stack, "general", {
  name: "general",
  instanceTypes: ["m7g.large"],
  min: 2,
  max: 6,
  desired: 2,
  os: "bottlerocket",
  diskGiB: 40,
  clusterName: cluster.clusterName,
  kubernetesVersion: "1.35",
  namePrefix: clusterName,
  subnetIds: network.privateSubnetIds,
  securityGroupIds: [cluster.clusterSecurityGroupId],
  roleArn: nodeRole.roleArn,
  diskKeyArn: diskKey.keyArn,
  dependsOn: [...Object.values(nodeRole.policyAttachments), cni.addOn],
});
app.synth();
