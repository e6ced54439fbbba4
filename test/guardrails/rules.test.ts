import type { Fact } from "../../lib/guardrails/facts/fact";
import { closedStack } from "../../lib/guardrails/fixtures/closed-stack";
import { judge } from "../../lib/guardrails/judge";
import { isMinor, isRelease, KUBERNETES_MINORS } from "../../lib/guardrails/kubernetes-minors";
import type { AnyRule, RuleFixture } from "../../lib/guardrails/rule";
import { RULES } from "../../lib/guardrails/rules";
import { KUBERNETES_VERSIONS } from "../../lib/spec/kubernetes-version";

function findingsOf(rule: AnyRule, fixture: RuleFixture) {
  const { ours, documents } = fixture;
  const isOurs = (path: string) => ours?.some((root) => path === root || path.startsWith(`${root}/`)) ?? true;
  return judge(documents, { isOurs, rules: [rule] }).findings;
}

describe("the registry of rules", () => {
  test("has ids that are unique and in kebab-case", () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))("%s says what, why and what to do", (_, rule) => {
    for (const text of [rule.title, rule.why, rule.fix]) {
      expect(text.length).toBeGreaterThan(20);
      expect(text.trim()).toBe(text);
      expect(text.endsWith(".")).toBe(true);
    }
    expect(rule.controls.length).toBeGreaterThan(0);
    expect(rule.fixtures().pass.length).toBeGreaterThanOrEqual(1);
    expect(rule.fixtures().fail.length).toBeGreaterThanOrEqual(2);
  });

  test("carries promises by exposure rules, or by what only our constructs can be held to", () => {
    const promised = RULES.filter(({ promise }) => promise === 1).map(({ reach }) => reach);
    expect(promised.every((reach) => reach === "exposure")).toBe(true);
    expect(promised.length).toBeGreaterThanOrEqual(4);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  test.each(rule.fixtures().fail.map((fixture) => [fixture.name, fixture] as const))("refuses: %s", (_, fixture) => {
    const findings = findingsOf(rule, fixture);
    expect(findings.length).toBeGreaterThan(0);
    expect(
      findings.every((finding) => finding.rule === rule.id && finding.verdict !== "crashed" && finding.message !== ""),
    ).toBe(true);
  });

  test.each(rule.fixtures().pass.map((fixture) => [fixture.name, fixture] as const))("passes: %s", (_, fixture) => {
    expect(findingsOf(rule, fixture).map(({ message, got }) => `${message}: ${got}`)).toEqual([]);
  });
});

describe("what rules know of Kubernetes", () => {
  test("is about the versions that clusters may have", () => {
    expect(KUBERNETES_MINORS).toEqual(KUBERNETES_VERSIONS);
    expect(["v1.35", "v1.37"].every(isMinor) && isRelease("v1.35.4")).toBe(true);
    for (const text of ["1.35", "v1.0", "v1.3", "latest", "v1.35.4", ""]) expect(isMinor(text)).toBe(false);
    for (const text of ["v1.35", "stable-1", "v1.21.0", "1.35.4", "v1.35.4-rc.1", "v1.35.4\n"])
      expect(isRelease(text)).toBe(false);
  });
});

describe("judging", () => {
  const [first] = RULES.filter(({ judges }) => judges === "eks-cluster");

  test("counts a rule that throws as a violation", () => {
    const crashing = {
      ...first,
      judge: () => {
        throw new Error("cannot");
      },
    } as unknown as AnyRule;
    const { findings } = judge([closedStack()], { rules: [crashing] });
    expect(findings).toMatchObject([{ verdict: "crashed", message: expect.stringContaining("cannot") }]);
  });

  test("never takes an unknown verdict for a pass", () => {
    const doubting = {
      ...first,
      judge: (fact: Fact) => ({ verdict: "unknown", faults: [{ at: "", got: "?", message: fact.place.path }] }),
    } as unknown as AnyRule;
    expect(judge([closedStack()], { rules: [doubting] }).findings).toMatchObject([{ verdict: "unknown" }]);
  });

  test("finds nothing in the closed cluster that all fixtures start from", () => {
    expect(judge([closedStack()]).findings).toEqual([]);
  });
});
