import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { AUDIT_ALERTS } from "../../pillars/audit/alerts/audit-alert";
import { is } from "../../pillars/audit/alerts/condition";
import { cloudwatchPattern } from "../../pillars/audit/alerts/cloudwatch-pattern";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { identityText } from "./identity-text";

export interface AuditAlarmsProps {
  /** The name of the EKS cluster, literal. */
  readonly clusterName: string;
  /** The log group into which the cluster's records go; `ControlPlaneLogGroup.logGroup.name`, or `controlPlaneLogGroupName(...)`. */
  readonly logGroupName: string;
  /** ARNs of what is told, 1 to 5: topics of SNS, which somebody reads. */
  readonly notify: readonly string[];
  /**
   * After how many minutes without a record somebody hears of it: 5 to 60. A cluster of Amazon EKS records several events a minute when
   * nobody does anything.
   *
   * @default 15
   */
  readonly silentMinutes?: number | undefined;
}

const SILENCE = "audit-silent";

/**
 * Alarms on the audit record of an EKS cluster in CloudWatch: break-glass used, requests without credentials or refused again and again,
 * rights or policies changed, and no record at all. What a metric filter counts is shown within minutes; who it was stands in the log
 * group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export class AuditAlarms extends Construct {
  readonly filters: readonly CloudwatchLogMetricFilter[];
  readonly alarms: readonly CloudwatchMetricAlarm[];

  /** @throws InvalidInput where nobody is told, or silence is too short or too long */
  constructor(scope: Construct, id: string, props: AuditAlarmsProps) {
    super(scope, id);
    gateTerraform(this);
    const { clusterName, notify, silentMinutes = 15 } = props;
    if (notify.length < 1 || notify.length > 5)
      throw new InvalidInput(
        `AuditAlarms(${clusterName}): notify holds ${notify.length} ARNs; name 1 to 5 of those who are told.`,
      );
    if (!Number.isInteger(silentMinutes) || silentMinutes < 5 || silentMinutes > 60)
      throw new InvalidInput(
        `AuditAlarms(${clusterName}): silentMinutes is ${silentMinutes}; write a whole number from 5 to 60.`,
      );
    const namespace = `portcullis/${clusterName}`;
    const logGroupName = identityText(props.logGroupName);
    const always = { alarmActions: notify.map(identityText), statistic: "Sum" };
    const counted = [
      ...AUDIT_ALERTS,
      // Other types of logs come into the same group while no audit event does.
      { name: SILENCE, condition: is("apiVersion", "audit.k8s.io/v1") },
    ];
    this.filters = counted.map(
      ({ name, condition }) =>
        new CloudwatchLogMetricFilter(this, `${name}-filter`, {
          name: identityText(`${clusterName}-${name}`),
          logGroupName,
          pattern: cloudwatchPattern(condition),
          metricTransformation: { name, namespace: identityText(namespace), value: "1", defaultValue: "0" },
        }),
    );
    const found = AUDIT_ALERTS.map(
      ({ name, title, first, atLeast, withinMinutes }) =>
        new CloudwatchMetricAlarm(this, name, {
          ...always,
          alarmName: identityText(`${clusterName}-${name}`),
          alarmDescription: `${title}. Look first at ${first}.`,
          namespace: identityText(namespace),
          metricName: name,
          period: withinMinutes * 60,
          evaluationPeriods: 1,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          threshold: atLeast,
          treatMissingData: "notBreaching",
        }),
    );
    const silent = new CloudwatchMetricAlarm(this, SILENCE, {
      ...always,
      alarmName: identityText(`${clusterName}-${SILENCE}`),
      alarmDescription: `No audit record of ${clusterName} for ${silentMinutes} minutes. Look first at the cluster's log types and at the log group.`,
      namespace: identityText(namespace),
      metricName: SILENCE,
      period: silentMinutes * 60,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      // Where nothing at all comes there is no figure either.
      treatMissingData: "breaching",
    });
    this.alarms = [...found, silent];
  }
}
