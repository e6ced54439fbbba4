import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { yamlText } from "../../formats/yaml-text";
import { lokiRules } from "../../pillars/audit/alerts/loki-rules";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { InvalidInput } from "../../spec/invalid-input";
import { requireSpec } from "../../spec/require-spec";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

export interface AuditAlertRulesProps {
  /** A checked description of the cluster whose records are watched: data-center or edge. */
  readonly spec: ClusterSpec;
  /** The namespace in which the Loki runs that has the records. */
  readonly namespace: string;
  /**
   * Labels by which that Loki's side-car finds rules.
   *
   * @default {"loki_rule":""}
   */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /**
   * After how many minutes without an audit record of a machine somebody hears of it: 5 to 60.
   *
   * @default 15
   */
  readonly silentMinutes?: number | undefined;
}

/**
 * Rules for the Loki of the central aggregator, on the audit records that `logs.forwardTo` brings it: break-glass used, requests without
 * credentials or refused again and again, rights or policies changed, a machine that is silent, and records that the API server
 * says to have lost. It stands in the chart of the cluster in which Loki runs, not of the one that is watched.
 *
 * @see https://grafana.com/docs/loki/latest/alert/
 */
export class AuditAlertRules extends Construct {
  readonly rules: ApiObject;

  /** @throws InvalidInput where records go nowhere, are not the API server's file, or silence is too short or too long */
  constructor(scope: Construct, id: string, props: AuditAlertRulesProps) {
    super(scope, id);
    gateManifests(this);
    const { spec, namespace, labels = { loki_rule: "" }, silentMinutes = 15 } = props;
    requireSpec(spec, this.node.path);
    if (spec.profile.kind === "cloud")
      throw new InvalidInput(
        `AuditAlertRules(${spec.name}): Amazon EKS records into CloudWatch; use AuditAlarms of portcullis/aws.`,
      );
    if (spec.logs.forwardTo === undefined)
      throw new InvalidInput(
        `AuditAlertRules(${spec.name}): logs.forwardTo is missing, so no record reaches an aggregator.`,
      );
    if (!Number.isInteger(silentMinutes) || silentMinutes < 5 || silentMinutes > 60)
      throw new InvalidInput(
        `AuditAlertRules(${spec.name}): silentMinutes is ${silentMinutes}; write a whole number from 5 to 60.`,
      );
    const machines =
      spec.profile.kind === "edge" ? [spec.profile.node.name] : spec.profile.controlPlaneNodes.map(({ name }) => name);
    const rules = lokiRules({ cluster: spec.name, machines, silentMinutes });
    this.rules = writeManifest(this, {
      id: "rules",
      pillar: "audit",
      fields: [],
      object: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: `portcullis-audit-${spec.name}`, namespace, labels: { ...labels } },
        data: { [`portcullis-audit-${spec.name}.yaml`]: yamlText(rules) },
      },
    });
  }
}
