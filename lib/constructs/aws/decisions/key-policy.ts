import type { PolicyStatement } from "./policy-document";

/** The log group that a key encrypts. */
export interface EncryptedLogGroup {
  readonly name: string;
  readonly region: string;
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
export function keyPolicy(owner: KeyOwner, logGroup?: EncryptedLogGroup): readonly PolicyStatement[] {
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
