import { closedStack } from "../fixtures/closed-stack";
import type { EksClusterFact } from "../facts/eks-cluster";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;
const SHORTEST_DAYS = 365;
const group = (changes: Readonly<Record<string, unknown>>) =>
  closedStack({ "aws_cloudwatch_log_group.control_plane": changes });

/** All five logs of an EKS control plane go to an encrypted log group that keeps them for a year. */
export const CONTROL_PLANE_LOGS: Rule<"eks-cluster"> = {
  id: "control-plane-logs",
  title:
    "All logs of the control plane go to an encrypted log group of the same stack and are kept for a year or longer.",
  why: "Without them nobody can say afterwards who did what; a log group that EKS makes itself is not encrypted with a key of yours.",
  fix: "Turn on all five `enabled_cluster_log_types`, and write the log group `/aws/eks/<name>/cluster` with `kms_key_id`, `deletion_protection_enabled` and a retention of 365 days or more, beside the cluster and in its `depends_on`.",
  controls: ["CIS-EKS-1.8 2.1.1", "CIS-EKS-1.8 2.1.2", "NIST-800-53 AU-2", "NIST-800-53 AU-11", "PCI-DSS-4.0.1 10.5.1"],
  judges: "eks-cluster",
  reach: "ours",
  judge: judgeLogs,
  fixtures: () => ({
    pass: [
      {
        name: "cluster and log group in a region of their own",
        documents: [
          closedStack({
            "aws_eks_cluster.main": { region: "eu-west-1" },
            "aws_cloudwatch_log_group.control_plane": { region: "eu-west-1", log_group_class: "STANDARD" },
          }),
        ],
      },
      { name: "five types, encrypted, 400 days", documents: [closedStack()] },
      {
        name: "the cluster waits for something that waits for the log group",
        documents: [
          closedStack({
            "aws_eks_cluster.main": { depends_on: ["terraform_data.ready"] },
            "terraform_data.ready": { input: "${aws_cloudwatch_log_group.control_plane.arn}" },
          }),
        ],
      },
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
      { name: "a class that keeps records for two days", documents: [group({ log_group_class: "DELIVERY" })] },
      { name: "a class that nothing can watch", documents: [group({ log_group_class: "INFREQUENT_ACCESS" })] },
      { name: "the log group stands in another region", documents: [group({ region: "us-east-1" })] },
      ...[null, [], ["aws_cloudwatch_log_group.flow"], ["module.logs"], "aws_cloudwatch_log_group.control_plane"].map(
        (depends_on) => ({
          name: `the cluster waits for ${JSON.stringify(depends_on)}`,
          documents: [closedStack({ "aws_eks_cluster.main": { depends_on } })],
        }),
      ),
      { name: "nobody can see the region", documents: [group({ region: "${var.region}" })] },
      { name: "the log group stands in another account", documents: [group({ provider: "aws.other" })] },
      { name: "the log group can be deleted", documents: [group({ deletion_protection_enabled: false })] },
      {
        name: "nothing is said, which means that it can be deleted",
        documents: [group({ deletion_protection_enabled: null })],
      },
      {
        name: "a variable decides how long",
        documents: [closedStack({ "aws_cloudwatch_log_group.control_plane": { retention_in_days: "${var.days}" } })],
      },
    ],
  }),
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
    const { encrypted, retentionDays, logClass, besideCluster, deletionProtected, beforeCluster } = group.value;
    if (!logClass.known)
      undecided.push({ at: "", got: logClass.why, message: "nobody can see which class the log group has" });
    else if (logClass.value !== "STANDARD") {
      certain.push({
        at: "",
        got: logClass.value,
        message: "a log group of this class cannot be watched, or keeps nothing for long",
      });
    }
    if (!besideCluster.known)
      undecided.push({ at: "", got: besideCluster.why, message: "nobody can see where the log group stands" });
    else if (!besideCluster.value) {
      certain.push({
        at: "",
        got: "another provider or region",
        message: "EKS writes where the cluster stands, and would make a log group there itself",
      });
    }
    if (!beforeCluster) {
      certain.push({
        at: "depends_on",
        got: "no order",
        message: "the cluster does not wait for its log group, and EKS makes one itself where it finds none",
      });
    }
    if (!deletionProtected.known)
      undecided.push({
        at: "",
        got: deletionProtected.why,
        message: "nobody can see whether the log group is protected from deletion",
      });
    else if (!deletionProtected.value) {
      certain.push({
        at: "",
        got: "no deletion_protection_enabled",
        message: "the log group can be deleted by one command",
      });
    }
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
