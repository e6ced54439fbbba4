import { PACKS } from "../../lib/guardrails/packs";
import { NARROW_SOURCES } from "../../lib/guardrails/packs/narrow-sources";
import { closedStack } from "../../lib/guardrails/fixtures/closed-stack";
import { judge, type JudgeOptions } from "../../lib/guardrails/judge";
import type { Pack } from "../../lib/guardrails/pack";
import type { AnyRule } from "../../lib/guardrails/rule";
import { RULES } from "../../lib/guardrails/rules";
import { dayNumber, type Waiver } from "../../lib/guardrails/waiver";

const TODAY = "2026-11-23";
const open = closedStack({ "aws_flow_log.main": { traffic_type: "REJECT" } });
const [finding] = judge([open]).findings;
const waiver: Waiver = {
  rule: finding?.rule ?? "",
  path: finding?.place.path ?? "",
  reason: "the collector moves next month",
  owner: "platform team",
  expires: "2027-01-31",
};

function judged(waivers: readonly Waiver[], options: JudgeOptions = {}) {
  return judge([open], { waivers, asOf: TODAY, ...options });
}

describe("a waiver", () => {
  test("has a finding to be about", () => {
    expect(judge([open]).findings).toMatchObject([{ rule: "flow-logs" }]);
  });

  test.each([
    ["by the place", waiver.path],
    ["by the place with its document", `${open.name}: ${waiver.path}`],
  ])("lets one finding pass, named %s, and is repeated", (_, path) => {
    const { findings, waived, asOf } = judged([{ ...waiver, path }]);
    expect(findings).toEqual([]);
    expect(waived).toMatchObject([{ waiver: { owner: "platform team" }, finding: { rule: "flow-logs" } }]);
    expect(asOf).toBe(TODAY);
  });

  test("still counts on its last day", () => {
    expect(judged([{ ...waiver, expires: TODAY }]).findings).toEqual([]);
  });

  test.each<readonly [string, Partial<Waiver>, JudgeOptions, string]>([
    ["that expired yesterday", { expires: "2026-11-22" }, {}, "expired"],
    ["that runs for more than a year", { expires: "2027-12-01" }, {}, "more than a year"],
    ["without a day to judge it by", {}, { asOf: undefined }, "nobody said which day"],
    ["by a day that is none", {}, { asOf: "today" }, "nobody said which day"],
    ["of a rule that does not exist", { rule: "flow-log" }, {}, "there is no rule"],
    ["of a rule that carries promise 1", { rule: "private-endpoint" }, {}, "promise 1"],
    ["of a rule that carries promise 3", { rule: "second-factor-for-roles" }, {}, "promise 3"],
    ["of a rule that carries promise 4", { rule: "no-standing-admin" }, {}, "promise 4"],
    ["of what is said of waivers", { rule: "waivers" }, {}, "there is no rule"],
    ["that matches nothing", { path: "aws_flow_log.other" }, {}, "matches no finding"],
    ["of everything below a place", { path: "aws_flow_log" }, {}, "matches no finding"],
    ["with a pattern", { path: "aws_flow_log.*" }, {}, "not a pattern"],
    ["without a reason", { reason: "later" }, {}, "reason"],
    ["without an owner", { owner: "" }, {}, "owner"],
    ["with a day that no calendar has", { expires: "2027-02-30" }, {}, "not a day"],
  ])("refuses one %s", (_, change, options, message) => {
    const { findings, waived } = judged([{ ...waiver, ...change }], options);
    expect(waived).toEqual([]);
    expect(findings.map(({ rule }) => rule).sort()).toEqual(["flow-logs", "waivers"]);
    expect(findings.find(({ rule }) => rule === "waivers")?.message).toContain(message);
  });

  test("refuses one that is written twice, once", () => {
    expect(judged([waiver, waiver]).findings).toMatchObject([
      { rule: "waivers", message: expect.stringContaining("twice") },
    ]);
  });

  test("refuses one whose place stands in two documents", () => {
    const second = { ...open, name: "stacks/other/cdk.tf.json" };
    const { findings, waived } = judge([open, second], { waivers: [waiver], asOf: TODAY });
    expect(waived).toEqual([]);
    expect(findings.map(({ rule }) => rule).sort()).toEqual(["flow-logs", "flow-logs", "waivers"]);
  });

  test("leaves another stack alone", () => {
    const second = { ...open, name: "stacks/other/cdk.tf.json" };
    const { findings } = judge([open, second], {
      waivers: [{ ...waiver, path: `${open.name}: ${waiver.path}` }],
      asOf: TODAY,
    });
    expect(findings).toMatchObject([{ rule: "flow-logs", place: { document: second.name } }]);
  });

  test("that matches nothing is no finding where a part was judged", () => {
    expect(judge([closedStack()], { waivers: [waiver], asOf: TODAY, isPart: true }).findings).toEqual([]);
  });

  test("never lets a rule pass that crashed", () => {
    const [flowLogs] = RULES.filter(({ id }) => id === "flow-logs");
    const crashing = {
      ...flowLogs,
      judge: () => {
        throw new Error("cannot");
      },
    } as unknown as AnyRule;
    const path = judge([open], { rules: [crashing] }).findings[0]?.place.path ?? "";
    expect(judged([{ ...waiver, path }], { rules: [crashing] }).findings.map(({ verdict }) => verdict)).toContain(
      "crashed",
    );
  });

  test.each(RULES.filter(({ promise }) => promise !== undefined).map(({ id }) => id))(
    "has no way around %s",
    (rule) => {
      expect(judged([{ ...waiver, rule }]).findings).toContainEqual(expect.objectContaining({ rule: "waivers" }));
    },
  );

  test.each(["2027-1-31", "31.01.2027", "2027-13-01", "2027-01-31T00:00:00Z", ""])("refuses %j as a day", (day) => {
    expect(dayNumber(day)).toBeUndefined();
  });
});

describe("a pack", () => {
  const [rule] = NARROW_SOURCES.rules as readonly [AnyRule];
  const wide = closedStack();

  test("adds its rules to all others", () => {
    expect(judge([wide]).findings).toEqual([]);
    const { findings, tallies } = judge([wide], { packs: [NARROW_SOURCES] });
    expect(findings).toMatchObject([{ rule: "narrow-sources/one-office-a-source" }]);
    expect(tallies.map((tally) => tally.rule)).toEqual(expect.arrayContaining(RULES.map(({ id }) => id)));
  });

  test("has rules that may be waived like others", () => {
    const { rule: id, place } = judge([wide], { packs: [NARROW_SOURCES] }).findings[0] ?? {
      rule: "",
      place: { path: "" },
    };
    const waivers = [{ ...waiver, rule: id, path: place.path }];
    expect(judge([wide], { packs: [NARROW_SOURCES], waivers, asOf: TODAY }).findings).toEqual([]);
  });

  test.each<readonly [string, Partial<Pack>]>([
    ["a rule that takes the name of the library's", { rules: [{ ...rule, id: "private-endpoint" }] }],
    ["a rule of another pack's name", { rules: [{ ...rule, id: "other/one-office-a-source" }] }],
    ["a rule twice", { rules: [rule, rule] }],
    ["no rule", { rules: [] }],
    ["no title", { title: "" }],
    ["a name that is none", { name: "Narrow Sources" }],
  ])("refuses %s", (_, change) => {
    expect(() => judge([wide], { packs: [{ ...NARROW_SOURCES, ...change }] })).toThrow("cannot be used");
  });

  test("refuses two that hold one rule", () => {
    expect(() => judge([wide], { packs: [NARROW_SOURCES, { ...NARROW_SOURCES }] })).toThrow("two packs hold");
  });

  test.each(PACKS.flatMap(({ rules }) => rules).map((one) => [one.id, one] as const))(
    "%s has fixtures that hold",
    (_, one) => {
      for (const { documents } of one.fixtures().pass) expect(judge(documents, { rules: [one] }).findings).toEqual([]);
      for (const { documents } of one.fixtures().fail)
        expect(judge(documents, { rules: [one] }).findings).not.toEqual([]);
      expect(one.fixtures().fail.length).toBeGreaterThanOrEqual(2);
    },
  );
});
