import { closedStack } from "../fixtures/closed-stack";
import type { EksClusterFact } from "../facts/eks-cluster";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;
const SHORTEST_DAYS = 365;

/** All five logs of an EKS control plane go to an encrypted log group that keeps them for a year. */
export const CONTROL_PLANE_LOGS: Rule<"eks-cluster"> = {
  id: "control-plane-logs",
  title:
    "All logs of the control plane go to an encrypted log group of the same stack and are kept for a year or longer.",
  why: "Without them nobody can say afterwards who did what; a log group that EKS makes itself is not encrypted with a key of yours.",
  fix: "Turn on all five `enabled_cluster_log_types`, and write the log group `/aws/eks/<name>/cluster` with `kms_key_id` and a retention of 365 days or more.",
  controls: ["CIS-EKS-1.8 2.1.1", "CIS-EKS-1.8 2.1.2", "NIST-800-53 AU-2", "NIST-800-53 AU-11", "PCI-DSS-4.0.1 10.5.1"],
  judges: "eks-cluster",
  reach: "ours",
  judge: judgeLogs,
  fixtures: {
    pass: [
      { name: "five types, encrypted, 400 days", documents: [closedStack()] },
      {
        name: "records never expire",
        documents: [closedStack({ "aws_cloudwatch_log_group.control_plane": { retention_in_days: 0 } })],
      },
    ],
    fail: [
      {
        name: "no type is on",
        documents: [closedStack({ "aws_eks_cluster.main": { enabled_cluster_log_types: null } })],
      },
      {
        name: "the audit log is missing",
        documents: [
          closedStack({
            "aws_eks_cluster.main": {
              enabled_cluster_log_types: ["api", "authenticator", "controllerManager", "scheduler"],
            },
          }),
        ],
      },
      {
        name: "the log group has another name",
        documents: [closedStack({ "aws_cloudwatch_log_group.control_plane": { name: "/aws/eks/other/cluster" } })],
      },
      {
        name: "the log group is not encrypted with a key",
        documents: [closedStack({ "aws_cloudwatch_log_group.control_plane": { kms_key_id: null } })],
      },
      {
        name: "records are kept for a month",
        documents: [closedStack({ "aws_cloudwatch_log_group.control_plane": { retention_in_days: 30 } })],
      },
      {
        name: "a variable decides how long",
        documents: [closedStack({ "aws_cloudwatch_log_group.control_plane": { retention_in_days: "${var.days}" } })],
      },
    ],
  },
};

function judgeLogs(fact: EksClusterFact): Verdict {
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const types = fact.logTypes;
  if (!types.known)
    undecided.push({ at: "enabled_cluster_log_types", got: types.why, message: "nobody can see which logs are on" });
  else {
    const missing = LOG_TYPES.filter((type) => !types.value.includes(type));
    if (missing.length > 0) {
      certain.push({
        at: "enabled_cluster_log_types",
        got: JSON.stringify(types.value),
        message: `logs are off: ${missing.join(", ")}`,
      });
    }
  }
  const group = fact.logGroup;
  if (!group.known)
    undecided.push({ at: "", got: group.why, message: "nobody can see which log group takes the logs" });
  else if (group.value === undefined) {
    certain.push({
      at: "",
      got: "no log group of that name",
      message: "EKS would make a log group itself, without a key of yours",
    });
  } else {
    const { encrypted, retentionDays } = group.value;
    if (!encrypted.known)
      undecided.push({
        at: "",
        got: encrypted.why,
        message: "nobody can see whether the log group is encrypted with a key",
      });
    else if (!encrypted.value)
      certain.push({ at: "", got: "no kms_key_id", message: "the log group is not encrypted with a key of yours" });
    if (!retentionDays.known)
      undecided.push({ at: "", got: retentionDays.why, message: "nobody can see how long logs are kept" });
    // Zero is CloudWatch's word for "for ever".
    else if (retentionDays.value !== 0 && retentionDays.value < SHORTEST_DAYS) {
      certain.push({ at: "", got: `${retentionDays.value} days`, message: "logs are kept for less than a year" });
    }
  }
  return failOrUnknown(certain, undecided);
}
