import { App as ChartApp, Chart } from "cdk8s";
import { App, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { AuditAlarms, type AuditAlarmsProps } from "../../lib/constructs/aws";
import { AuditAlertRules, type AuditAlertRulesProps } from "../../lib/constructs/kubernetes";
import { otlp } from "../../lib";
import { AUDIT_ALERTS } from "../../lib/pillars/audit/alerts/audit-alert";
import { matchesPattern } from "../pillars/audit/cloudwatch-filter";
import { RECORDED } from "../pillars/audit/recorded/recorded-events";
import { plantCluster } from "../plant-cluster";
import { paymentsSpec } from "../example-clusters";

const TOPIC = "arn:aws:sns:eu-central-1:123456789012:security";
const alarms = (change: Partial<AuditAlarmsProps> = {}) =>
  new AuditAlarms(new TerraformStack(new App(), "shop"), "alarms", {
    clusterName: "shop",
    logGroupName: "/aws/eks/shop/cluster",
    notify: [TOPIC],
    ...change,
  });

const forwarding = plantCluster({ logs: { forwardTo: otlp({ endpoint: "https://logs.example.com:4318" }) } });
const rules = (change: Partial<AuditAlertRulesProps> = {}) =>
  new AuditAlertRules(new Chart(new ChartApp(), "logs"), "rules", {
    spec: forwarding,
    namespace: "observability",
    ...change,
  });

describe("alarms in CloudWatch", () => {
  test("are one for each alert and one for silence, and each tells somebody", () => {
    const { alarms: made, filters } = alarms();
    expect(filters).toHaveLength(AUDIT_ALERTS.length + 1);
    expect(made).toHaveLength(AUDIT_ALERTS.length + 1);
    expect(made.map(({ alarmActionsInput }) => alarmActionsInput)).toEqual(made.map(() => [TOPIC]));
  });

  test("take no figure for silence, and count every audit event and nothing else that the group takes", () => {
    const { alarms: made, filters } = alarms();
    const silent = made.at(-1);
    const { metricNameInput, periodInput, treatMissingDataInput } = silent ?? {};
    expect([metricNameInput, periodInput, treatMissingDataInput]).toEqual(["audit-silent", 900, "breaching"]);
    const pattern = filters.at(-1)?.patternInput ?? "";
    for (const event of Object.values(RECORDED)) expect(matchesPattern(pattern, event)).toBe(true);
    expect(matchesPattern(pattern, { ts: "2026-11-23T12:00:00Z", msg: "trace" })).toBe(false);
  });

  test.each([
    ["nobody who is told", { notify: [] }, "notify holds 0 ARNs"],
    ["six who are told", { notify: Array.from({ length: 6 }, () => TOPIC) }, "notify holds 6 ARNs"],
    ["silence of four minutes", { silentMinutes: 4 }, "silentMinutes is 4"],
    ["silence of two hours", { silentMinutes: 120 }, "silentMinutes is 120"],
    ["silence of half a minute more", { silentMinutes: 5.5 }, "silentMinutes is 5.5"],
  ])("refuse %s", (_, change, words) => {
    expect(() => alarms(change)).toThrow(words);
  });
});

describe("rules for Loki", () => {
  test("are one for each alert, one for each machine that could be silent, and one for what was lost", () => {
    const { data, metadata } = rules().rules.toJson() as {
      readonly data: Readonly<Record<string, string>>;
      readonly metadata: { readonly labels: object };
    };
    expect(metadata.labels).toEqual({ loki_rule: "" });
    const { groups } = parse(Object.values(data)[0] ?? "") as {
      readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[];
    };
    expect(groups.flatMap(({ rules: each }) => each).map(({ alert }) => alert)).toEqual([
      ...AUDIT_ALERTS.map(({ name }) => name),
      "audit-silent-cp-1",
      "audit-records-lost",
    ]);
  });

  test("refuse a cluster whose records go nowhere", () => {
    expect(() => rules({ spec: plantCluster({ logs: {} }) })).toThrow("logs.forwardTo is missing");
  });

  test("refuse a cluster of Amazon EKS, and say what to use", () => {
    expect(() => rules({ spec: paymentsSpec })).toThrow("AuditAlarms of portcullis/aws");
  });

  test.each([4, 61, 7.5])("refuse silence of %p minutes", (silentMinutes) => {
    expect(() => rules({ silentMinutes })).toThrow(`silentMinutes is ${silentMinutes}`);
  });
});
