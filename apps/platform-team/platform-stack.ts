import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** How this team keeps its state, whichever stack it is, and what all its resources are tagged with. */
export class PlatformStack extends TerraformStack {
  constructor(scope: Construct, id: string, region: string) {
    super(scope, id);
    new S3Backend(this, { bucket: "platform-team-state", key: `${id}.tfstate`, region, encrypt: true });
    new AwsProvider(this, "aws", { region, defaultTags: [{ tags: { team: "platform", stack: id } }] });
  }
}
