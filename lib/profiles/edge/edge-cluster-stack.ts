import { LocalBackend, type TerraformBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { withoutCreationStacks } from "../../constructs/gate/cdktf-internals";
import { EdgeCluster, type EdgeClusterProps } from "./edge-cluster";

export interface EdgeClusterStackProps extends EdgeClusterProps {
  /**
   * Makes the backend that keeps the state: `(stack) => new HttpBackend(stack, { ... })`.
   *
   * @default - a file in the folder above `cdktf.out`, `terraform.<stack>.tfstate`: for trying out, not for a team
   */
  readonly backend?: ((stack: TerraformStack) => TerraformBackend) | undefined;
}

/**
 * A stack with one {@link EdgeCluster}, a backend, and the machine's user data as output `user-data-NAME`; it needs no
 * provider. The cluster has the id `cluster`: whoever moves it into a stack of his own under that id keeps every address.
 */
export class EdgeClusterStack extends TerraformStack {
  readonly cluster: EdgeCluster;

  constructor(scope: Construct, id: string, { backend, ...props }: EdgeClusterStackProps) {
    super(scope, id);
    // Without a backend, cdktf would write an absolute path of this machine into the output. This one leads to the same file.
    if (backend === undefined) new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    else backend(this);
    this.cluster = withoutCreationStacks(() => new EdgeCluster(this, "cluster", props));
    const { name } = props.spec.profile.node;
    new TerraformOutput(this, `user-data-${name}`, {
      value: this.cluster.machine.data.getStringAttribute("output.user_data"),
      description: `The cloud-init user data of ${name}. It holds no secret.`,
    });
    const { loginProxy } = this.cluster;
    if (loginProxy !== undefined) {
      new TerraformOutput(this, "user-data-of-login-proxy", {
        value: loginProxy.data.getStringAttribute("output.user_data"),
        description: "The cloud-init user data of the authenticating proxy's machine. It holds no secret.",
      });
    }
  }
}
