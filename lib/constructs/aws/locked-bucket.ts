import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { archivePolicy } from "./decisions/archive-policy";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";

export interface LockedBucketProps {
  /** The bucket's name, literal or token: nobody else in the partition may have it. A change replaces the bucket. */
  readonly bucketName: string;
  /** For how many days nobody can delete or change an object: 365 to 3653. */
  readonly retentionDays: number;
  /** The key that encrypts the objects. */
  readonly keyArn: string;
  /** The role that adds objects, and nobody else. */
  readonly writerArn: string;
  /** The roles that may read objects, by ARN; an empty list means nobody but the writer. */
  readonly readableBy: readonly string[];
}

/**
 * A bucket for records: Object Lock in compliance mode holds every object for its time against everybody, the account's root
 * too. Objects that are old enough go by themselves. Terraform refuses every plan that would destroy the bucket
 * (`prevent_destroy`), and S3 refuses while a locked object is in it.
 *
 * Its policy lets nobody change versioning and lock again. To lengthen the time, override the policy first, then the lock.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class LockedBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly lock: S3BucketObjectLockConfigurationA;
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly policy: S3BucketPolicy;
  readonly lifecycle: S3BucketLifecycleConfiguration;
  /** The bucket's ARN, as a reference. */
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: LockedBucketProps) {
    super(scope, id);
    gateTerraform(this);
    const { retentionDays } = props;
    if (!Number.isInteger(retentionDays) || retentionDays < 365 || retentionDays > 3653)
      throw new InvalidInput(`an archive locks its records for 365 to 3653 whole days, not for ${retentionDays}`);

    this.bucket = new S3Bucket(this, "Resource", {
      bucket: identityText(props.bucketName),
      objectLockEnabled: true,
      lifecycle: { preventDestroy: true },
    });
    this.bucketArn = this.bucket.arn;
    const bucket = this.bucket.id;
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    this.lock = new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket,
      objectLockEnabled: "Enabled",
      rule: { defaultRetention: { mode: "COMPLIANCE", days: retentionDays } },
      dependsOn: [this.versioning],
    });
    this.encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: identityText(props.keyArn) },
          bucketKeyEnabled: true,
        },
      ],
    });
    this.publicAccessBlock = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument(
        archivePolicy({
          bucketArn: this.bucketArn,
          writer: identityText(props.writerArn),
          readers: [...new Set(props.readableBy)].map(identityText),
        }),
      ),
      dependsOn: [this.lock, this.publicAccessBlock],
    });
    this.lifecycle = new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "end-of-time",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: retentionDays + 1 }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [this.versioning],
    });
  }
}
