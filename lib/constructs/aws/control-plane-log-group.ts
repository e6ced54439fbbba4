import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { logRetention } from "./decisions/log-retention";
import { identityText } from "./identity-text";

export interface ControlPlaneLogGroupProps {
  /** The name of the EKS cluster whose logs it takes. */
  readonly clusterName: string;
  /**
   * For how long records are kept at least: 1 to 3653 days. The nearest longer time that CloudWatch Logs offers
   * holds.
   */
  readonly retentionDays: number;
  /** The ARN of the key that encrypts the records; its policy must let the region's logs service use it. */
  readonly keyArn: string;
}

/** The name of the log group into which Amazon EKS writes what the control plane of a cluster logs. */
export function controlPlaneLogGroupName(clusterName: string): string {
  return `/aws/eks/${clusterName}/cluster`;
}

/**
 * The log group of an EKS control plane. It must be there before the cluster: else EKS makes one of that name itself,
 * without encryption and without end.
 *
 * What happened is not lost with the cluster: `terraform destroy` forgets the group and leaves it in AWS until its
 * records expire (`skip_destroy`), and AWS refuses to delete it by hand while its deletion protection is on. Who
 * makes a cluster of the same name again imports the group first.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
 */
export class ControlPlaneLogGroup extends Construct {
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: ControlPlaneLogGroupProps) {
    super(scope, id);
    gateTerraform(this);
    this.logGroup = new CloudwatchLogGroup(this, "Resource", {
      name: controlPlaneLogGroupName(identityText(props.clusterName)),
      retentionInDays: logRetention(props.retentionDays),
      kmsKeyId: identityText(props.keyArn),
      deletionProtectionEnabled: true,
      skipDestroy: true,
    });
  }
}
