import { AUDIT_ALERTS } from "../../../lib/pillars/audit/alerts/audit-alert";
import { cloudwatchPattern } from "../../../lib/pillars/audit/alerts/cloudwatch-pattern";
import { matchesPattern } from "./cloudwatch-filter";
import { ABOUT, RECORDED } from "./recorded/recorded-events";

describe("alarms on audit records in CloudWatch", () => {
  test.each(AUDIT_ALERTS.map((alert) => [alert.name, alert] as const))(
    "are about exactly these recorded events: %s",
    (name, { condition }) => {
      const found = Object.entries(RECORDED).filter(([, event]) => matchesPattern(cloudwatchPattern(condition), event));
      expect(found.map(([what]) => what).sort()).toEqual([...(ABOUT[name] ?? [])].sort());
    },
  );

  test("say each in at most 1024 characters, which is what a filter takes", () => {
    for (const { condition } of AUDIT_ALERTS) expect(cloudwatchPattern(condition).length).toBeLessThanOrEqual(1024);
  });

  test("look at an event of every kind, and leave others alone", () => {
    const about = new Set(Object.values(ABOUT).flat());
    expect([...about].filter((what) => !(what in RECORDED))).toEqual([]);
    expect(Object.keys(RECORDED).filter((what) => !about.has(what))).toEqual([
      "a secret read",
      "a pod made",
      "the server looked at",
      "a policy checked by its controller",
    ]);
  });

  test.each([
    ["{ $.verb = }", {}],
    ['$.verb = "get"', {}],
    ['{ $.verb =~ "get" }', {}],
  ])("the reader of patterns refuses what is not in the grammar: %s", (pattern, event) => {
    expect(() => matchesPattern(pattern, event)).toThrow();
  });
});
