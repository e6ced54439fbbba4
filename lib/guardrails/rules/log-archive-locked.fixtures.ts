import { archivedStack, archivePolicyText, DENIALS, denial, PARTS_BEFORE } from "../fixtures/log-archive";
import type { RuleFixtures } from "../rule";

const STREAM = "aws_kinesis_firehose_delivery_stream.archive";
const bucket = "${aws_s3_bucket.archive.id}";
const policy = (changes: Parameters<typeof archivePolicyText>[0]) =>
  archivedStack({ "aws_s3_bucket_policy.archive": { policy: archivePolicyText(changes) } });
const lock = (default_retention: unknown) =>
  archivedStack({ "aws_s3_bucket_object_lock_configuration.archive": { rule: { default_retention } } });

export function logArchiveLockedFixtures(): RuleFixtures {
  return {
    pass: [
      { name: "locked for 400 days, all logs, one reader", documents: [archivedStack()] },
      {
        name: "a stream that waits for the policy, which waits for the rest",
        documents: [
          archivedStack({
            "aws_s3_bucket_policy.archive": {
              depends_on: [...PARTS_BEFORE].filter((part) => !part.includes("policy")),
            },
            [STREAM]: { depends_on: ["aws_s3_bucket_policy.archive"] },
          }),
        ],
      },
      { name: "locked for whole years", documents: [lock({ mode: "COMPLIANCE", years: 2 })] },
      {
        name: "nobody reads at all",
        documents: [policy({ reading: { ...DENIALS.reading, Condition: undefined } })],
      },
    ],
    fail: [
      { name: "a lock that an administrator may take away", documents: [lock({ mode: "GOVERNANCE", days: 400 })] },
      { name: "a lock for a month", documents: [lock({ mode: "COMPLIANCE", days: 30 })] },
      { name: "a lock for as long as a variable says", documents: [lock({ mode: "COMPLIANCE", days: "${var.days}" })] },
      {
        name: "no default lock",
        documents: [archivedStack({ "aws_s3_bucket_object_lock_configuration.archive": undefined })],
      },
      {
        name: "a bucket that knows no lock",
        documents: [archivedStack({ "aws_s3_bucket.archive": { object_lock_enabled: null } })],
      },
      {
        name: "a lock that may not be made",
        documents: [archivedStack({ "aws_s3_bucket_object_lock_configuration.archive": { count: 0 } })],
      },
      {
        name: "versions that are suspended",
        documents: [
          archivedStack({ "aws_s3_bucket_versioning.archive": { versioning_configuration: { status: "Suspended" } } }),
        ],
      },
      ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map((name) => ({
        name: `${name} is off`,
        documents: [archivedStack({ "aws_s3_bucket_public_access_block.archive": { [name]: false } })],
      })),
      {
        name: "objects with access lists of their own",
        documents: [
          archivedStack({ "aws_s3_bucket_ownership_controls.archive": { rule: { object_ownership: "ObjectWriter" } } }),
        ],
      },
      {
        name: "no key of one's own",
        documents: [archivedStack({ "aws_s3_bucket_server_side_encryption_configuration.archive": undefined })],
      },
      {
        name: "a bucket that any plan may destroy",
        documents: [archivedStack({ "aws_s3_bucket.archive": { lifecycle: null } })],
      },
      {
        name: "a bucket that is emptied before it goes",
        documents: [archivedStack({ "aws_s3_bucket.archive": { force_destroy: true } })],
      },
      { name: "no policy", documents: [archivedStack({ "aws_s3_bucket_policy.archive": undefined })] },
      {
        name: "a policy that a variable writes",
        documents: [archivedStack({ "aws_s3_bucket_policy.archive": { policy: "${var.policy}" } })],
      },
      {
        name: "two policies",
        documents: [archivedStack({ "aws_s3_bucket_policy.other": { bucket, policy: archivePolicyText() } })],
      },
      { name: "requests without TLS", documents: [policy({ tls: undefined })] },
      { name: "requests over old TLS", documents: [policy({ oldTls: undefined })] },
      {
        name: "TLS demanded of one role alone",
        documents: [policy({ tls: { ...DENIALS.tls, Principal: { AWS: "arn:aws:iam::123456789012:role/x" } } })],
      },
      {
        name: "TLS demanded for the list of objects alone",
        documents: [policy({ tls: { ...DENIALS.tls, Resource: "${aws_s3_bucket.archive.arn}" } })],
      },
      {
        name: "versions that can be deleted",
        documents: [policy({ destroying: denial({ Action: ["s3:DeleteObject"] }) })],
      },
      {
        name: "deletions are refused to all but one",
        documents: [
          policy({
            destroying: {
              ...DENIALS.destroying,
              Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/x" } },
            },
          }),
        ],
      },
      { name: "everybody of the account writes", documents: [policy({ writing: undefined })] },
      {
        name: "another role writes",
        documents: [
          policy({
            writing: {
              ...DENIALS.writing,
              Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/x" } },
            },
          }),
        ],
      },
      { name: "everybody of the account reads", documents: [policy({ reading: undefined })] },
      {
        name: "old versions are read by everybody",
        documents: [policy({ reading: { ...DENIALS.reading, Action: "s3:GetObject" } })],
      },
      {
        name: "roles by a pattern read",
        documents: [
          policy({
            reading: {
              ...DENIALS.reading,
              Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
            },
          }),
        ],
      },
      {
        name: "another account is let in",
        documents: [
          policy({
            reading: { Effect: "Allow", Principal: { AWS: "999999999999" }, Action: "s3:GetObject", Resource: "*" },
          }),
        ],
      },
      {
        name: "the control plane's logs go elsewhere",
        documents: [archivedStack({ "aws_cloudwatch_log_subscription_filter.control_plane": undefined })],
      },
      {
        name: "a part of the flow logs",
        documents: [archivedStack({ "aws_cloudwatch_log_subscription_filter.flow": { filter_pattern: "REJECT" } })],
      },
      {
        name: "a copy to another bucket",
        documents: [archivedStack({ "aws_s3_bucket_replication_configuration.copy": { bucket } })],
      },
      {
        name: "a copy to another bucket, by the archive's name",
        documents: [
          archivedStack({ "aws_s3_bucket_replication_configuration.copy": { bucket: "prod-archive-123456789012" } }),
        ],
      },
      ...PARTS_BEFORE.map((part) => ({
        name: `a stream that does not wait for ${part}`,
        documents: [archivedStack({ [STREAM]: { depends_on: PARTS_BEFORE.filter((other) => other !== part) } })],
      })),
      { name: "a stream that waits for nothing", documents: [archivedStack({ [STREAM]: { depends_on: null } })] },
      { name: "another way in", documents: [archivedStack({ "aws_s3_access_point.way": { bucket } })] },
    ],
  };
}
