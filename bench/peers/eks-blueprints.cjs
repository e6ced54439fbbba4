// Clusters as users of @aws-quickstart/eks-blueprints write them: private, on its own VPC, with managed nodes, the three basic add-ons at
// pinned versions, so that nothing is asked of AWS, and one team.
"use strict";
const { App } = require("aws-cdk-lib");
const { SubnetType } = require("aws-cdk-lib/aws-ec2");
const { EndpointAccess, KubernetesVersion } = require("aws-cdk-lib/aws-eks");
const blueprints = require("@aws-quickstart/eks-blueprints");

const { count, outdir } = JSON.parse(process.argv[2]);
const isolated = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
const app = new App({ outdir });
for (let place = 1; place <= count; place += 1) {
  const clusterProvider = new blueprints.GenericClusterProvider({
    version: KubernetesVersion.of("1.35"),
    endpointAccess: EndpointAccess.PRIVATE,
    privateCluster: true,
    vpcSubnets: [isolated],
    managedNodeGroups: [{ id: "nodes", minSize: 2, maxSize: 4, desiredSize: 2, nodeGroupSubnets: isolated }],
  });
  blueprints.EksBlueprint.builder()
    .account("123456789012")
    .region("eu-central-1")
    .resourceProvider(blueprints.GlobalResources.Vpc, new blueprints.VpcProvider())
    .clusterProvider(clusterProvider)
    .addOns(
      new blueprints.VpcCniAddOn({ version: "v1.20.4-eksbuild.1" }),
      new blueprints.CoreDnsAddOn("v1.13.2-eksbuild.3"),
      new blueprints.KubeProxyAddOn("v1.35.0-eksbuild.2"),
    )
    .teams(new blueprints.ApplicationTeam({ name: "payments" }))
    .build(app, `payments-${place}`);
}
app.synth();
const { userCPUTime, maxRSS } = process.resourceUsage();
process.stdout.write(`\n${JSON.stringify({ userSeconds: userCPUTime / 1e6, peakMiB: maxRSS / 1024 })}\n`);
