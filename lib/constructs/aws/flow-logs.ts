import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { logRetention } from "./decisions/log-retention";
import { policyDocument } from "./decisions/policy-document";
import { EncryptionKey } from "./encryption-key";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface FlowLogsProps {
  /** What role, key and log group are called after; at most 54 characters. Usually the cluster's name. */
  readonly name: string;
  /** The region of the VPC. */
  readonly region: string;
  /** The VPC's id, literal or token. */
  readonly vpcId: string;
  /** For how long records are kept at least: 1 to 3653 days. */
  readonly retentionDays: number;
}

/**
 * Records who spoke with whom in a VPC, accepted and refused, into a log group that is encrypted with a key of its own and
 * outlives the VPC. Records say addresses, ports and amounts, never contents.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 */
export class FlowLogs extends Construct {
  readonly key: EncryptionKey;
  readonly logGroup: CloudwatchLogGroup;
  readonly role: IamRole;
  readonly flowLog: FlowLog;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    gateTerraform(this);
    const { accountId, partition } = ThisAccount.of(this);
    const name = identityText(props.name);
    const region = identityText(props.region);
    const groupName = `/portcullis/${props.name}/flow-logs`;
    this.key = new EncryptionKey(this, "key", {
      alias: `${props.name}/flow-logs`,
      description: `Flow logs of ${props.name}`,
      logGroup: { name: groupName, region: props.region },
    });
    this.logGroup = new CloudwatchLogGroup(this, "group", {
      name: identityText(groupName),
      retentionInDays: logRetention(props.retentionDays),
      kmsKeyId: this.key.keyArn,
      deletionProtectionEnabled: true,
      skipDestroy: true,
    });
    this.role = new IamRole(this, "role", {
      name: `${name}-flow-logs`,
      description: `Writes the flow logs of ${name}`,
      assumeRolePolicy: policyDocument([
        {
          Sid: "OnlyForFlowLogsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
            StringEquals: { "aws:SourceAccount": accountId },
          },
        },
      ]),
    });
    new IamRolePolicy(this, "policy", {
      role: this.role.id,
      name: "write-flow-logs",
      policy: policyDocument([
        {
          Sid: "WriteToTheOneGroup",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [this.logGroup.arn, `${this.logGroup.arn}:*`],
        },
        // The service looks for the group by listing all of them.
        { Sid: "FindTheGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      ]),
    });
    this.flowLog = new FlowLog(this, "Resource", {
      vpcId: identityText(props.vpcId),
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: this.logGroup.arn,
      iamRoleArn: this.role.arn,
      maxAggregationInterval: 60,
      tags: { Name: name },
    });
  }
}
