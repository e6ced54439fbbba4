import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { addressPart } from "./decisions/address-part";
import { type PolicyStatement, policyDocument } from "./decisions/policy-document";
import { EncryptionKey } from "./encryption-key";
import { identityText } from "./identity-text";
import { LockedBucket } from "./locked-bucket";
import { ThisAccount } from "./this-account";

export interface LogArchiveProps {
  /** What roles, stream, key and bucket are called after; at most 40 characters. Usually the cluster's name. */
  readonly name: string;
  /** The region of log groups, stream and bucket. */
  readonly region: string;
  /** The names of the log groups, literal or tokens, by a name of your own that becomes part of the subscription's address. */
  readonly logGroups: Readonly<Record<string, string>>;
  /** For how many days nobody can delete or change an archived record: 365 to 3653. */
  readonly retentionDays: number;
  /**
   * The roles that may read what is archived, by ARN.
   *
   * @default - nobody
   */
  readonly readableBy?: readonly string[] | undefined;
  /**
   * The bucket's name.
   *
   * @default - `<name>-archive-<account>`
   */
  readonly bucketName?: string | undefined;
}

/**
 * Copies everything that log groups take, from the moment of the subscription on, into a bucket that holds it for its time
 * against everybody. Records arrive within a minute or two, as CloudWatch Logs packs them: gzip, several to a file. While S3
 * cannot be reached the stream keeps trying for a day, and then drops; watch its metric `DeliveryToS3.DataFreshness`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export class LogArchive extends Construct {
  readonly key: EncryptionKey;
  readonly bucket: LockedBucket;
  /** Writes from the stream into the bucket. */
  readonly deliveryRole: IamRole;
  readonly stream: KinesisFirehoseDeliveryStream;
  /** Writes from the log groups into the stream. */
  readonly subscriptionRole: IamRole;
  /** The subscriptions, by the names of their log groups. */
  readonly subscriptions: Readonly<Record<string, CloudwatchLogSubscriptionFilter>>;

  constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    gateTerraform(this);
    const { accountId, partition, dnsSuffix } = ThisAccount.of(this);
    const name = identityText(props.name);
    const region = identityText(props.region);
    const streamName = `${name}-archive`;
    const logGroups = Object.entries(props.logGroups).sort(([a], [b]) => (a < b ? -1 : 1));
    if (logGroups.length === 0) throw new InvalidInput("an archive without a log group archives nothing: name one");

    this.key = new EncryptionKey(this, "key", {
      alias: `${props.name}/archive`,
      description: `Archived logs of ${props.name}`,
    });
    this.deliveryRole = this.role("delivery-role", `${name}-archive-delivery`, `Archives the logs of ${name}`, {
      Sid: "OnlyForThisStream",
      Effect: "Allow",
      Principal: { Service: "firehose.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnEquals: { "aws:SourceArn": `arn:${partition}:firehose:${region}:${accountId}:deliverystream/${streamName}` },
        StringEquals: { "aws:SourceAccount": accountId },
      },
    });
    this.bucket = new LockedBucket(this, "bucket", {
      bucketName: props.bucketName ?? `${name}-archive-${accountId}`,
      retentionDays: props.retentionDays,
      keyArn: this.key.keyArn,
      writerArn: this.deliveryRole.arn,
      readableBy: props.readableBy ?? [],
    });
    const delivery = new IamRolePolicy(this, "delivery-policy", {
      role: this.deliveryRole.id,
      name: "write-to-archive",
      policy: policyDocument([
        {
          Sid: "FindTheBucket",
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          Resource: this.bucket.bucketArn,
        },
        {
          Sid: "AddRecords",
          Effect: "Allow",
          Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
          Resource: `${this.bucket.bucketArn}/*`,
        },
        {
          Sid: "EncryptInTheBucket",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: this.key.keyArn,
          Condition: { StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix}` } },
        },
      ]),
    });
    this.stream = new KinesisFirehoseDeliveryStream(this, "Resource", {
      name: streamName,
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: this.key.keyArn },
      extendedS3Configuration: {
        roleArn: this.deliveryRole.arn,
        bucketArn: this.bucket.bucketArn,
        prefix: "records/",
        errorOutputPrefix: "errors/",
        bufferingInterval: 60,
        bufferingSize: 5,
        // CloudWatch Logs has packed the records already.
        compressionFormat: "UNCOMPRESSED",
        fileExtension: ".gz",
      },
      dependsOn: [delivery, this.bucket.policy, this.bucket.lock, this.bucket.encryption],
    });

    const groupArn = (group: string) => `arn:${partition}:logs:${region}:${accountId}:log-group:${identityText(group)}`;
    this.subscriptionRole = this.role("subscription-role", `${name}-archive-logs`, `Hands the logs of ${name} on`, {
      Sid: "OnlyForTheseLogGroups",
      Effect: "Allow",
      Principal: { Service: "logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: { "aws:SourceArn": logGroups.flatMap(([, group]) => [groupArn(group), `${groupArn(group)}:*`]) },
        StringEquals: { "aws:SourceAccount": accountId },
      },
    });
    const subscription = new IamRolePolicy(this, "subscription-policy", {
      role: this.subscriptionRole.id,
      name: "write-to-stream",
      policy: policyDocument([
        {
          Sid: "HandOnToTheStream",
          Effect: "Allow",
          Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
          Resource: this.stream.arn,
        },
      ]),
    });
    this.subscriptions = Object.fromEntries(
      logGroups.map(([group, logGroupName]) => [
        group,
        new CloudwatchLogSubscriptionFilter(this, `subscription-${addressPart(group)}`, {
          name: `${name}-archive`,
          logGroupName: identityText(logGroupName),
          filterPattern: "",
          destinationArn: this.stream.arn,
          roleArn: this.subscriptionRole.arn,
          dependsOn: [subscription],
        }),
      ]),
    );
  }

  private role(id: string, name: string, description: string, trust: PolicyStatement): IamRole {
    return new IamRole(this, id, { name, description, assumeRolePolicy: policyDocument([trust]) });
  }
}
