import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { withoutCreationStacks } from "../../constructs/gate/cdktf-internals";
import { requireSpec } from "../../spec/require-spec";
import { InvalidInput } from "../../spec/invalid-input";
import type { Backend } from "./backends";
import { CloudCluster, type CloudClusterProps } from "./cloud-cluster";

export interface CloudClusterStackProps extends CloudClusterProps {
  /** Where the state is kept: `s3Backend({ ... })`, `localBackend()` for trying out, or any `(stack) => new ...Backend(stack)`. */
  readonly backend: Backend;
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
    // Programs in JavaScript may still leave it out.
    if (typeof backend !== "function") {
      throw new InvalidInput(
        `${id} has no backend: write backend: s3Backend({ bucket, region }), or backend: localBackend() for trying out`,
      );
    }
    backend(this);
    this.provider = new AwsProvider(this, "aws", {
      region: props.spec.profile.region,
      defaultTags: [{ tags: { "portcullis:cluster": props.spec.name } }],
    });
    this.cluster = withoutCreationStacks(() => new CloudCluster(this, "cluster", props));
    new TerraformOutput(this, "endpoint", {
      value: this.cluster.endpoint,
      description: "The address of the Kubernetes API server; it leads to private addresses.",
    });
  }
}
