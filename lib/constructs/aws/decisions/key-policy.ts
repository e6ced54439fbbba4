import type { PolicyStatement } from "./policy-document";

/** The log group that a key encrypts. */
export interface EncryptedLogGroup {
  readonly name: string;
  readonly region: string;
}

/** What a key is for, beyond what IAM policies of the account say. */
export interface KeyUse {
  readonly logGroup?: EncryptedLogGroup | undefined;
  /** Whether it encrypts the disks of machines that EC2 Auto Scaling makes. */
  readonly machineDisks?: boolean | undefined;
}

/** The account in which a key stands: literal, or references that Terraform resolves. */
export interface KeyOwner {
  readonly accountId: string;
  readonly partition: string;
  /** The DNS suffix of the partition's services: `amazonaws.com`. */
  readonly dnsSuffix: string;
}

/**
 * Who may use a key. The account's own IAM policies decide, so that a lost administrator does not lock the key for
 * ever; nobody of another account. A key for logs also lets the region's logs service encrypt and decrypt, for the
 * one log group alone.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function keyPolicy(owner: KeyOwner, use: KeyUse = {}): readonly PolicyStatement[] {
  return [...accountAndLogs(owner, use.logGroup), ...(use.machineDisks ? machineDisks(owner) : [])];
}

/**
 * EC2 Auto Scaling makes machines under a role of its own, whose rights only a key policy can add to. It is named by
 * condition and not as the principal: KMS refuses a policy that names a role before it exists.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function machineDisks({ accountId, partition }: KeyOwner): readonly PolicyStatement[] {
  const role = `arn:${partition}:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  return [
    {
      Sid: "AutoScalingEncryptsDisks",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": role } },
    },
    {
      Sid: "AutoScalingLendsTheKeyToDisks",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": role }, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function accountAndLogs(owner: KeyOwner, logGroup: EncryptedLogGroup | undefined): readonly PolicyStatement[] {
  const account: PolicyStatement = {
    Sid: "AccountPoliciesDecide",
    Effect: "Allow",
    Principal: { AWS: `arn:${owner.partition}:iam::${owner.accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  if (logGroup === undefined) return [account];
  const { name, region } = logGroup;
  return [
    account,
    {
      Sid: "LogsServiceForOneLogGroup",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.${owner.dnsSuffix}` },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${owner.partition}:logs:${region}:${owner.accountId}:log-group:${name}`,
        },
      },
    },
  ];
}
