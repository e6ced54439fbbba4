import { App, TerraformOutput } from "cdktf";
import { ExistingNetwork } from "portcullis/aws";
import { CloudCluster } from "portcullis/profiles/cloud";
import { shop } from "./clusters";
import { PlatformStack } from "./platform-stack";

/** The network that the network team made, by the ids that it handed over. */
const network = ExistingNetwork.fromIds({
  vpcId: "vpc-0a1b2c3d4e5f60718",
  privateSubnetIds: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"],
});

/** The team's own stack with the cluster in it: its backend, its provider, somebody else's network. */
export class ShopStack extends PlatformStack {
  readonly cluster: CloudCluster;

  constructor(scope: App) {
    super(scope, shop.name, shop.profile.region);
    this.cluster = new CloudCluster(this, "cluster", { spec: shop, network });
    new TerraformOutput(this, "endpoint", { value: this.cluster.endpoint });
  }
}

export function infrastructure(): App {
  const app = new App();
  new ShopStack(app);
  return app;
}
