import { archivedStack, archivePolicyText, DENIALS } from "../../lib/guardrails/fixtures/log-archive";
import { judge } from "../../lib/guardrails/judge";

const FORGE = "others than the stream of the archive may write, and forge records";

/** What is said of a bucket that no stream of its stack fills, and into which those of these names may write. */
function saidOf(...writers: readonly string[]): readonly string[] {
  const stack = archivedStack({
    "aws_kinesis_firehose_delivery_stream.archive": undefined,
    "aws_cloudwatch_log_subscription_filter.control_plane": undefined,
    "aws_cloudwatch_log_subscription_filter.flow": undefined,
    "aws_s3_bucket_policy.archive": {
      policy: archivePolicyText({
        writing: { ...DENIALS.writing, Condition: { ArnNotEquals: { "aws:PrincipalArn": writers } } },
      }),
    },
  });
  return judge([stack]).findings.flatMap(({ rule, message }) => (rule === "log-archive-locked" ? [message] : []));
}

test("a bucket that machines fill may be written by a role that is named in full", () => {
  expect(saidOf("arn:aws:iam::123456789012:role/plant/forwarder")).not.toContain(FORGE);
});

test.each([
  ["every role of the account", ["arn:aws:iam::123456789012:role/*"]],
  ["the whole account", ["arn:aws:iam::123456789012:root"]],
  ["a user", ["arn:aws:iam::123456789012:user/forwarder"]],
  ["the role of a stream that is gone", ["${aws_iam_role.delivery.arn}"]],
])("refuses such a bucket that is written by %s", (_, writers) => {
  expect(saidOf(...writers)).toContain(FORGE);
});

test("does not take a role that nobody can know for one", () => {
  expect(saidOf("arn:aws:iam::123456789012:role/forwarder", "${var.role}")).toContain(
    "nobody can see whether the bucket's policy refuses what it must",
  );
});
