import type { Finding } from "../guardrails/finding";
import { RULES } from "../guardrails/rules";
import { nearestName } from "../spec/nearest-name";
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
  demandRule(ruleId);
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

/**
 * That a rule is there at all: of one that is misspelt, everybody can say that it does not refuse.
 *
 * @throws an Error that names the nearest one
 */
export function demandRule(ruleId: string): void {
  // Rules of packs carry their pack's name, and only their app knows them.
  const ids = [...RULES.map(({ id }) => id), "waivers"];
  if (ids.includes(ruleId) || ruleId.includes("/")) return;
  const near = nearestName(ruleId, ids);
  throw new Error(`there is no rule [${ruleId}]${near === undefined ? "" : `; did you mean [${near}]?`}`);
}

function placeOf(finding: Finding): string {
  return [finding.place.document, finding.place.path, finding.place.construct ?? ""].join(" ");
}
