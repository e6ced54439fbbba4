import { LocalBackend, type TerraformBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { withoutCreationStacks } from "../../constructs/gate/cdktf-internals";
import { DataCenterCluster, type DataCenterClusterProps } from "./data-center-cluster";

export interface DataCenterClusterStackProps extends DataCenterClusterProps {
  /**
   * Makes the backend that keeps the state: `(stack) => new HttpBackend(stack, { ... })`.
   *
   * @default - a file in the folder above `cdktf.out`, `terraform.<stack>.tfstate`: for trying out, not for a team
   */
  readonly backend?: ((stack: TerraformStack) => TerraformBackend) | undefined;
}

/**
 * A stack with one {@link DataCenterCluster}, a backend, the user data of each machine as output `user-data-NAME`, and where
 * machines join the commands that let them as output `next-steps`; it needs no provider. The cluster has the id `cluster`: whoever
 * moves it into a stack of his own under that id keeps every address.
 */
export class DataCenterClusterStack extends TerraformStack {
  readonly cluster: DataCenterCluster;

  constructor(scope: Construct, id: string, { backend, ...props }: DataCenterClusterStackProps) {
    super(scope, id);
    // Without a backend, cdktf would write an absolute path of this machine into the output. This one leads to the same file.
    if (backend === undefined) new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    else backend(this);
    this.cluster = withoutCreationStacks(() => new DataCenterCluster(this, "cluster", props));
    for (const [name, node] of Object.entries({ ...this.cluster.controlPlaneNodes, ...this.cluster.workers })) {
      new TerraformOutput(this, `user-data-${name}`, {
        value: node.data.getStringAttribute("output.user_data"),
        description: `The cloud-init user data of ${name}. It holds no secret.`,
      });
    }
    const { loginProxy } = this.cluster;
    if (loginProxy !== undefined) {
      new TerraformOutput(this, "user-data-of-login-proxy", {
        value: loginProxy.data.getStringAttribute("output.user_data"),
        description: "The cloud-init user data of the authenticating proxy's machine. It holds no secret.",
      });
    }
    if (this.cluster.joinSteps.length > 0) {
      new TerraformOutput(this, "next-steps", {
        value: this.cluster.joinSteps,
        description: "Run these one after the other, once every machine has started, from where SSH reaches them.",
      });
    }
  }
}
