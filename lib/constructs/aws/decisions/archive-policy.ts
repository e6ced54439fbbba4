import type { PolicyStatement } from "./policy-document";

/** A bucket with those who have to do with it, by ARN: literal, or references that Terraform resolves. */
export interface ArchiveAccess {
  readonly bucketArn: string;
  /** The one role that adds records. */
  readonly writer: string;
  /** Roles that may read them. */
  readonly readers: readonly string[];
}

/** What takes records away, hides them, or makes them end sooner. */
const DESTROYING = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketVersioning",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
] as const;

/**
 * What nobody may do with an archive, whatever IAM policies of the account allow. It permits nothing: the writer's own
 * policy does. The bucket's versioning and lock are set before this policy stands, and cannot be set again while it does.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export function archivePolicy({ bucketArn, writer, readers }: ArchiveAccess): readonly PolicyStatement[] {
  const objects = `${bucketArn}/*`;
  const everything = [bucketArn, objects];
  const but = (roles: readonly string[]) => ({ ArnNotEquals: { "aws:PrincipalArn": [...roles].sort() } });
  return [
    {
      Sid: "OnlyOverTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: everything,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "NoOldTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: everything,
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
    { Sid: "NobodyDestroys", Effect: "Deny", Principal: "*", Action: DESTROYING, Resource: everything },
    {
      Sid: "NobodyElseWrites",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: objects,
      Condition: but([writer]),
    },
    {
      Sid: "NobodyElseReads",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: objects,
      Condition: but([writer, ...readers]),
    },
  ];
}
