import type { FlowLog } from "../facts/vpc";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { failOn, failOrUnknown } from "../verdict";

const SHORTEST_DAYS = 365;

/** What passes through a cluster's network is on record. */
export const FLOW_LOGS: Rule<"vpc"> = {
  id: "flow-logs",
  title:
    "All traffic of a cluster's VPC is recorded in an encrypted log group of the same stack, for a year or longer.",
  why: "After a break-in nobody can say from where, and how far it went, when nothing recorded who spoke with whom.",
  fix: "Write an aws_flow_log with traffic_type ALL and a log group that has kms_key_id and a retention of 365 days or more.",
  controls: ["NIST-800-53 AU-12", "NIST-800-53 SI-4", "PCI-DSS-4.0.1 10.5.1"],
  judges: "vpc",
  reach: "ours",
  judge({ flowLogs }) {
    if (flowLogs.length === 0) {
      return failOn([{ at: "", got: "no aws_flow_log", message: "nothing records the traffic of the network" }]);
    }
    const flaws = flowLogs.map(flawOf);
    if (flaws.includes(undefined)) return failOn([]);
    const faults = flaws.flatMap((flaw) =>
      flaw === undefined ? [] : [{ at: "", got: flaw.got, message: flaw.message }],
    );
    return flaws.some((flaw) => flaw?.certain) ? failOn(faults) : failOrUnknown([], faults);
  },
  fixtures: () => ({
    pass: [
      { name: "everything is recorded for 400 days", documents: [closedStack()] },
      { name: "records never expire", documents: [group({ retention_in_days: 0 })] },
      {
        name: "a second record for somebody else",
        documents: [
          closedStack({
            "aws_flow_log.rejected": {
              vpc_id: "${aws_vpc.main.id}",
              traffic_type: "REJECT",
              log_destination: "arn:aws:s3:::x",
            },
          }),
        ],
      },
    ],
    fail: [
      { name: "the log of another network", documents: [log({ vpc_id: "vpc-0123456789abcdef0" })] },
      { name: "refused traffic alone", documents: [log({ traffic_type: "REJECT" })] },
      { name: "a bucket that no rule reads", documents: [log({ log_destination: "arn:aws:s3:::x" })] },
      { name: "a stream that no rule reads", documents: [log({ log_destination_type: "kinesis-data-firehose" })] },
      { name: "no key", documents: [group({ kms_key_id: null })] },
      { name: "a month", documents: [group({ retention_in_days: 30 })] },
      { name: "a log that may not exist", documents: [log({ count: "${var.logs ? 1 : 0}" })] },
    ],
  }),
};

function flawOf(
  log: FlowLog,
): { readonly got: string; readonly message: string; readonly certain: boolean } | undefined {
  const { allTraffic, encrypted, retentionDays } = log;
  const hidden = [allTraffic, encrypted, retentionDays].find((value) => !value.known);
  if (hidden !== undefined && !hidden.known) {
    return { got: hidden.why, message: "nobody can see whether all traffic is recorded safely", certain: false };
  }
  const flaw = (got: string, message: string) => ({ got, message, certain: true });
  if (allTraffic.known && !allTraffic.value) return flaw("not ALL", "a part of the traffic is not recorded");
  if (encrypted.known && !encrypted.value)
    return flaw("no kms_key_id", "the records are not encrypted with a key of yours");
  // Zero is CloudWatch's word for "for ever".
  return retentionDays.known && retentionDays.value !== 0 && retentionDays.value < SHORTEST_DAYS
    ? flaw(`${retentionDays.value} days`, "the records are kept for less than a year")
    : undefined;
}

function log(change: Readonly<Record<string, unknown>>) {
  return closedStack({ "aws_flow_log.main": change });
}

function group(change: Readonly<Record<string, unknown>>) {
  return closedStack({ "aws_cloudwatch_log_group.flow": change });
}
