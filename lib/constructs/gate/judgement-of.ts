import type { IConstruct } from "constructs";
import type { WrittenDocument } from "../../guardrails/document";
import { judge } from "../../guardrails/judge";
import type { Judgement } from "../../guardrails/judgement";
import { Refusal } from "../../guardrails/refusal";
import { allowancesOf } from "./allow-shape";
import { lineOf, ownershipIn } from "./origin";
import { systemDay } from "./system-day";
import { packsOf } from "./use-pack";
import { waiversOf } from "./waive";

const JUDGEMENT = Symbol.for("portcullis.judgement");

/**
 * What the rules said when the app was last synthesized or judged; undefined before that and for apps without a construct of
 * this library.
 */
export function judgementOf(scope: IConstruct): Judgement | undefined {
  return (scope.node.root as { [JUDGEMENT]?: Judgement })[JUDGEMENT];
}

/**
 * Judges documents of an app and remembers the judgement there. Findings name the line that made the construct.
 *
 * @param isPart whether these are some of the app's documents, so that waivers may be about others
 */
export function judgeFor(root: IConstruct, documents: readonly WrittenDocument[], isPart = false): Judgement {
  const waivers = waiversOf(root);
  const bare = judge(documents, {
    isOurs: ownershipIn(root),
    allowances: allowancesOf(root),
    packs: packsOf(root),
    waivers,
    isPart,
    // The day matters to waivers alone; without one the same program says the same on every day.
    ...(waivers.length === 0 ? {} : { asOf: systemDay() }),
  });
  const judgement: Judgement = {
    ...bare,
    findings: bare.findings.map((finding) => ({
      ...finding,
      source: finding.place.construct === undefined ? undefined : lineOf(root, finding.place.construct),
    })),
  };
  (root as { [JUDGEMENT]?: Judgement })[JUDGEMENT] = judgement;
  return judgement;
}

/** Judges documents of an app and throws the refusal if anything was found. */
export function refuseUnlessClosed(root: IConstruct, documents: readonly WrittenDocument[], isPart = false): void {
  const judgement = judgeFor(root, documents, isPart);
  if (judgement.findings.length > 0) throw new Refusal(judgement);
}
