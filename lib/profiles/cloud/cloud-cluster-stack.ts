import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, type TerraformBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { requireSpec } from "../../spec/require-spec";
import { CloudCluster, type CloudClusterProps } from "./cloud-cluster";

export interface CloudClusterStackProps extends CloudClusterProps {
  /**
   * Makes the backend that keeps the state: `(stack) => new S3Backend(stack, { ... })`.
   *
   * @default - a file in the folder above `cdktf.out`, `terraform.<stack>.tfstate`: for trying out, not for a team
   */
  readonly backend?: ((stack: TerraformStack) => TerraformBackend) | undefined;
}

/**
 * A stack with one {@link CloudCluster}, the AWS provider for its region, a backend, and the address of the API
 * server as output `endpoint`. The cluster has the id `cluster`: whoever moves it into a stack of his own under that
 * id keeps every address.
 */
export class CloudClusterStack extends TerraformStack {
  readonly cluster: CloudCluster;
  readonly provider: AwsProvider;

  constructor(scope: Construct, id: string, { backend, ...props }: CloudClusterStackProps) {
    super(scope, id);
    requireSpec(props.spec, this.node.path, "cloud");
    // Without a backend, cdktf would write an absolute path of this machine into the output. This one leads to the
    // same file.
    if (backend === undefined) new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    else backend(this);
    this.provider = new AwsProvider(this, "aws", {
      region: props.spec.profile.region,
      defaultTags: [{ tags: { "portcullis:cluster": props.spec.name } }],
    });
    this.cluster = new CloudCluster(this, "cluster", props);
    new TerraformOutput(this, "endpoint", {
      value: this.cluster.endpoint,
      description: "The address of the Kubernetes API server; it leads to private addresses.",
    });
  }
}
