import type { Finding } from "../guardrails/finding";
import { judgementFrom, type Subject } from "./subject";

/**
 * Expects that a rule refuses: a stack or chart, a judgement, or a synthesis, given as a function.
 *
 * @param subject what is expected to be refused
 * @param ruleId the rule that must be among the findings
 * @param path a part of the place that one of its findings must name; any place when left out
 * @returns the findings of that rule there
 * @throws an Error that says what was found instead
 */
export function expectRefused(subject: Subject, ruleId: string, path = ""): readonly Finding[] {
  const judgement = judgementFrom(subject);
  if (judgement === undefined) throw new Error("expected a refusal; the output was written");
  const found = judgement.findings.filter((finding) => finding.rule === ruleId && placeOf(finding).includes(path));
  if (found.length === 0) {
    const instead = judgement.findings.map((finding) => `[${finding.rule}] ${placeOf(finding)}`).join("\n  ");
    throw new Error(
      `expected [${ruleId}]${path === "" ? "" : ` at ${path}`} to refuse; ${instead === "" ? "nothing was refused" : `found instead:\n  ${instead}`}`,
    );
  }
  return found;
}

function placeOf(finding: Finding): string {
  return [finding.place.document, finding.place.path, finding.place.construct ?? ""].join(" ");
}
