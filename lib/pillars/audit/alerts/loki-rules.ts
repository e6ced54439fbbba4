import type { Json } from "../../../plan/manifest";
import { AUDIT_ALERTS, type AuditAlert } from "./audit-alert";
import type { Condition } from "./condition";

/** Which records the rules look at. */
export interface LokiRulesOf {
  readonly cluster: string;
  /** The machines of its API servers; the record of each is to be heard of. */
  readonly machines: readonly string[];
  /** After how many minutes without a record of a machine somebody hears of it. */
  readonly silentMinutes: number;
}

/**
 * Rules for the ruler of Loki, over records that came by OTLP: the cluster is a label of the stream, and which stream of the machine it
 * was, and which machine, stand beside each record.
 *
 * @see https://grafana.com/docs/loki/latest/alert/
 * @see https://grafana.com/docs/loki/latest/send-data/otel/
 */
export function lokiRules(of: LokiRulesOf): Json {
  const records = `${streamOf(of)} | portcullis_stream="audit"`;
  return {
    groups: [
      {
        name: `portcullis-audit-${of.cluster}`,
        interval: "1m",
        rules: [
          ...AUDIT_ALERTS.map((alert) => found(alert, records)),
          ...of.machines.map((machine) =>
            rule(
              `audit-silent-${machine}`,
              `absent_over_time(${records} | host_name=${quoted(machine)} [${of.silentMinutes}m])`,
              `No audit record of ${machine} for ${of.silentMinutes} minutes`,
              "whether the machine is there, its forwarder runs and its disk has room: whoever stops the record comes next",
            ),
          ),
          rule(
            "audit-records-lost",
            `sum(count_over_time(${streamOf(of)} | portcullis_stream=~"containers|journal" |= "Error in audit plugin" [5m])) > 0`,
            "The API server could not put requests on record",
            "the disk of its audit records; the API server's log names each event that was lost",
          ),
        ],
      },
    ],
  };
}

const streamOf = ({ cluster }: LokiRulesOf) => `{k8s_cluster_name=${quoted(cluster)}}`;

function found({ name, title, first, condition, atLeast, withinMinutes }: AuditAlert, records: string): Json {
  const fields = fieldsIn(condition).map((field) => `${labelOf(field)}=${quoted(field)}`);
  const looked = `${records} | json ${fields.join(", ")} | ${inLogql(condition)}`;
  return rule(name, `sum(count_over_time(${looked} [${withinMinutes}m])) >= ${atLeast}`, title, first);
}

function rule(alert: string, expr: string, summary: string, description: string): Json {
  return { alert, expr, labels: { severity: "critical" }, annotations: { summary, description } };
}

const labelOf = (field: string) => field.replaceAll(".", "_").toLowerCase();
const quoted = (text: string) => JSON.stringify(text);
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function fieldsIn(condition: Condition): readonly string[] {
  const all = "of" in condition ? condition.of.flatMap(fieldsIn) : [condition.field];
  return [...new Set(all)];
}

function inLogql(condition: Condition): string {
  switch (condition.kind) {
    case "is":
      return `${labelOf(condition.field)}=${quoted(condition.value)}`;
    case "begins":
      return `${labelOf(condition.field)}=~${quoted(`${literal(condition.value)}.*`)}`;
    case "absent":
      return `${labelOf(condition.field)}=""`;
    case "among":
      return `${labelOf(condition.field)}=~${quoted(`.*"${literal(condition.value)}".*`)}`;
    case "all":
      return condition.of.map(within).join(" and ");
    case "any":
      return condition.of.map(within).join(" or ");
  }
}

const within = (condition: Condition) =>
  "of" in condition && condition.of.length > 1 ? `(${inLogql(condition)})` : inLogql(condition);
