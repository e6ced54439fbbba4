import { archivedStack } from "../fixtures/log-archive";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

const SUBSCRIPTION = "aws_cloudwatch_log_subscription_filter.control_plane";
const STREAM = "aws_kinesis_firehose_delivery_stream.archive";
const TARGET = { bucket_arn: "${aws_s3_bucket.archive.arn}", role_arn: "${aws_iam_role.delivery.arn}" };
const subscription = (changes: Readonly<Record<string, unknown>>) => archivedStack({ [SUBSCRIPTION]: changes });
const stream = (changes: Readonly<Record<string, unknown>>) => archivedStack({ [STREAM]: changes });
const target = (changes: Readonly<Record<string, unknown>>) =>
  stream({ extended_s3_configuration: { ...TARGET, ...changes } });

/** Logs of a cluster are handed on whole, to its archive, and to nobody else. */
export const LOG_SUBSCRIPTION_WHOLE: Rule<"log-subscription"> = {
  id: "log-subscription-whole",
  title: "A subscription to logs hands every record on as it is, to an archive of the same stack and nowhere else.",
  why: "Audit records say who does what and where secrets are; whoever gets a copy of them, or leaves some out on the way, is not seen.",
  fix: "Leave the subscription and its stream as LogArchive writes them: an empty filter_pattern, one destination, no processing, a key of yours.",
  controls: ["NIST-800-53 AU-9", "NIST-800-53 AU-4", "PCI-DSS-4.0.1 10.3.3"],
  judges: "log-subscription",
  reach: "ours",
  judge({ everything, archives, ownKey }) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const demand = (value: typeof archives, what: string, otherwise: string) => {
      if (!value.known) undecided.push({ at: "", got: value.why, message: `nobody can see whether ${what}` });
      else if (!value.value) certain.push({ at: "", got: "not so", message: otherwise });
    };
    demand(everything, "every record is handed on", "a pattern leaves records out, or changes them");
    demand(archives, "the records reach the archive alone", "records are changed on the way, or go elsewhere");
    demand(ownKey, "waiting records are encrypted", "records wait in the stream without a key of yours");
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [{ name: "everything goes to the archive", documents: [archivedStack()] }],
    fail: [
      { name: "a pattern", documents: [subscription({ filter_pattern: "{ $.verb = delete }" })] },
      { name: "a pattern that a variable decides", documents: [subscription({ filter_pattern: "${var.pattern}" })] },
      { name: "a subscription that may not exist", documents: [subscription({ count: "${var.archive ? 1 : 0}" })] },
      { name: "transformed records", documents: [subscription({ apply_on_transformed_logs: true })] },
      {
        name: "a function",
        documents: [subscription({ destination_arn: "arn:aws:lambda:eu-central-1:123456789012:function:x" })],
      },
      {
        name: "another account",
        documents: [subscription({ destination_arn: "arn:aws:logs:eu-central-1:999999999999:destination:x" })],
      },
      {
        name: "a destination that a variable names",
        documents: [subscription({ destination_arn: "${var.destination}" })],
      },
      { name: "a stream to a web server", documents: [stream({ destination: "http_endpoint" })] },
      {
        name: "a stream with a second destination",
        documents: [stream({ splunk_configuration: { hec_endpoint: "x" } })],
      },
      { name: "a stream into a bucket elsewhere", documents: [target({ bucket_arn: "arn:aws:s3:::somebody" })] },
      { name: "records that a function changes", documents: [target({ processing_configuration: { enabled: true } })] },
      { name: "a second copy", documents: [target({ s3_backup_mode: "Enabled" })] },
      { name: "records that wait without a key", documents: [stream({ server_side_encryption: null })] },
      {
        name: "records that wait with a key of AWS",
        documents: [stream({ server_side_encryption: { enabled: true } })],
      },
    ],
  }),
};
